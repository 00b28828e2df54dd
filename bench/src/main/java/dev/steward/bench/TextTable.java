package dev.steward.bench;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells as Markdown whose columns stand below each other. The first row is the head. Stateless. */
public final class TextTable {
    private TextTable() {}

    public static String write(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.get(0).size(); column++) {
            int width = 3;
            for (List<String> row : rows) {
                width = Math.max(width, row.get(column).length());
            }
            widths.add(width);
        }
        for (int i = 0; i < rows.size(); i++) {
            append(text, rows.get(i), widths);
            if (i == 0) {
                text.append('|');
                widths.forEach(
                        width -> text.append('-').append("-".repeat(width)).append(":|"));
                text.setCharAt(text.indexOf(":|", text.lastIndexOf("\n")), '-');
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> cells, List<Integer> widths) {
        for (int column = 0; column < cells.size(); column++) {
            String room = " ".repeat(widths.get(column) - cells.get(column).length());
            String cell = cells.get(column);
            text.append("| ").append(column == 0 ? cell + room : room + cell).append(' ');
        }
        text.append("|\n");
    }
}
