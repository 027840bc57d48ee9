package cc.drycc.engine;

/**
 * Which workload is meant: one process type of one app.
 *
 * @param app the app
 * @param processType its process type
 */
public record WorkloadRef(AppName app, ProcessType processType) {

    @Override
    public String toString() {
        return app + "/" + processType;
    }
}
