package cc.drycc.controller.scale;

import cc.drycc.controller.access.Action;
import cc.drycc.controller.accounts.User;
import cc.drycc.controller.apps.App;
import cc.drycc.controller.web.Body;
import cc.drycc.controller.web.For;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v2/apps/APP/scale/}, and the later client's name for it. */
@RestController
public final class ScaleRoutes {

    private final ScaleApp scale;

    public ScaleRoutes(ScaleApp scale) {
        this.scale = scale;
    }

    @PostMapping({"/v2/apps/{app}/scale", "/v2/apps/{app}/ptypes/scale"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void scale(User user, @For(Action.CHANGE) App app, @Body Map<String, @Nullable Object> wanted)
            throws InterruptedException {
        scale.scale(app, user, ScaleRequest.of(wanted).wanted());
    }
}
