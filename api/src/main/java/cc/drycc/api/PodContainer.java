package cc.drycc.api;

import java.util.List;
import java.util.Map;

/**
 * The container of a pod, looked at closely. States are as Kubernetes writes them: one key, {@code running}, {@code
 * waiting} or {@code terminated}, and what belongs to it.
 *
 * @param container its name: app and process type
 * @param image the image people know it by
 * @param command program it starts
 * @param args arguments after that
 * @param state what it does
 * @param lastState the run before the last restart; empty when there was none
 * @param ready whether it gets traffic, or would if its process type did
 * @param restartCount how often it was started again
 * @param status the pod's state in a word; empty when it is up
 * @param reason why it is not up; empty when it is
 * @param message the same for a person; empty when it is up
 */
public record PodContainer(
        String container,
        String image,
        List<String> command,
        List<String> args,
        Map<String, Map<String, Object>> state,
        Map<String, Map<String, Object>> lastState,
        boolean ready,
        int restartCount,
        String status,
        String reason,
        String message) {}
