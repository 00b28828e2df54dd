package dev.steward.cli.migrate;

import dev.steward.cli.load.DeadLetters;
import dev.steward.cli.load.Target;
import dev.steward.cli.load.Target.EarlierRun;
import dev.steward.cli.show.Progress;
import dev.steward.cli.source.PagePlan;
import java.util.Optional;

/**
 * Decides what an earlier run into the same table means. An unfinished one is gone on with, one of another source is
 * refused. A finished one is only verified, except in the embedded database, which is there to be used again and again:
 * there it is started over. {@code --fresh} starts over in any case. Immutable.
 */
final class Beginning {
    private final Order order;
    private final Target target;
    private final DeadLetters deadLetters;
    private final Progress progress;

    Beginning(Order order, Target target, DeadLetters deadLetters, Progress progress) {
        this.order = order;
        this.target = target;
        this.deadLetters = deadLetters;
        this.progress = progress;
    }

    /** Makes the tables ready; true when an earlier run has done everything already. */
    boolean begin(PagePlan plan) {
        if (order.fresh()) {
            startOver("dropped what was there, as --fresh asks");
        } else {
            Optional<EarlierRun> earlier = target.earlierRun();
            if (earlier.isPresent()) {
                boolean finished = earlier.get().finished();
                if (finished && order.into() == null) {
                    startOver("started over: the earlier run was finished");
                } else {
                    target.refuseUnless(earlier.get(), plan.fingerprint());
                    progress.event(
                            finished
                                    ? "the earlier run was finished: this one only verifies"
                                    : "going on with an earlier run that was not finished");
                    if (!finished) {
                        target.goOn(earlier.get(), plan::pageOf);
                    }
                    return finished;
                }
            }
        }
        target.create(plan.fingerprint(), plan.description());
        return false;
    }

    private void startOver(String why) {
        target.drop();
        deadLetters.clear();
        progress.event(why);
    }
}
