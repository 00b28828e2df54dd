package dev.steward.govern.signal;

import dev.steward.platform.SystemFigures;
import dev.steward.resource.Kind;
import java.util.OptionalLong;

/** The descriptors that the whole process has open, whoever opened them, against what the system allows. */
record OpenFiles() implements Signal {

    @Override
    public Kind kind() {
        return Kind.FILES;
    }

    @Override
    public String name() {
        return "open files of the process";
    }

    @Override
    public Reading read() {
        OptionalLong open = SystemFigures.openFiles();
        OptionalLong most = SystemFigures.mostFiles();
        if (open.isEmpty() || most.isEmpty() || most.getAsLong() <= 0) {
            return Reading.NONE;
        }
        return new Reading(
                (double) open.getAsLong() / most.getAsLong(), open.getAsLong() + " of " + most.getAsLong() + " open");
    }
}
