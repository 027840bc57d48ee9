package cc.drycc.controller.contract;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v2/openapi.json} and {@code /v2/docs}: for whoever asks, since it tells nothing of this platform. */
@RestController
public final class ContractRoutes {

    private static final String ONLY_ITS_OWN_STYLE =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    @GetMapping(path = "/v2/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    String document() {
        return Contract.document().toPrettyString();
    }

    @GetMapping("/v2/docs")
    ResponseEntity<String> page() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=utf-8"))
                .header("Content-Security-Policy", ONLY_ITS_OWN_STYLE)
                .body(ContractPage.of(Contract.document()));
    }
}
