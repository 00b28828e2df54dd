package dev.steward.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** What the system's errors mean for the person who reads them, one sentence each. Stateless. */
final class FileFailures {
    private FileFailures() {}

    /** Whether the process or the system has no file descriptor left. */
    static boolean isTooManyOpen(IOException failure) {
        String text = failure instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : failure.getMessage();
        return text != null && text.toLowerCase(Locale.ROOT).contains("too many open files");
    }

    static String describe(Path file, boolean writing, IOException failure) {
        if (isTooManyOpen(failure)) {
            return file + " cannot be opened: the process has no file descriptor left, also after closing what was"
                    + " idle here; next: raise the limit (ulimit -n), or lower the FILES budget so that callers wait"
                    + " instead";
        }
        if (failure instanceof NoSuchFileException) {
            Path parent = file.getParent();
            return parent != null && !Files.isDirectory(parent)
                    ? file + " cannot be opened: its directory does not exist; next: check the path or create it"
                    : file + " does not exist; next: check the path";
        }
        if (failure instanceof AccessDeniedException) {
            return file + " cannot be " + (writing ? "written" : "read")
                    + ": permission denied; next: check the owner and mode of the file and of its directories";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return file + " exists already; next: choose another name, or open it without CREATE_NEW";
        }
        if (Files.isDirectory(file)) {
            return aDirectory(file);
        }
        return file + " cannot be opened: " + reason(file, failure);
    }

    static String aDirectory(Path file) {
        return file + " is a directory, not a file; next: name a file in it";
    }

    private static String reason(Path file, IOException failure) {
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        String message = failure.getMessage();
        return message == null || message.equals(file.toString())
                ? failure.getClass().getSimpleName()
                : message;
    }
}
