package cc.drycc.gitserver;

import cc.drycc.engine.AppName;

/**
 * One accepted push of one branch, its objects complete and checked but still in quarantine.
 *
 * @param pusher who
 * @param app which app's repository
 * @param branch the branch without {@code refs/heads/}
 * @param commit the pushed commit
 */
public record Push(Pusher pusher, AppName app, String branch, PushedCommit commit) {}
