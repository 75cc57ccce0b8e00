package io.regent.verify;

import java.util.ArrayList;
import java.util.List;

/** Lines with aligned columns, the last one ragged, none longer than a report's lines may be. */
final class Table {
    private final int columns;
    private final List<String[]> rows = new ArrayList<>();

    Table(int columns) {
        this.columns = columns;
    }

    void add(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells: expected " + columns);
        }
        rows.add(cells.clone());
    }

    List<String> lines() {
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns - 1; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns - 1; i++) {
            line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
        }
        String whole = line.append(row[columns - 1]).toString().stripTrailing();
        return whole.length() <= Wrapped.WIDTH ? whole : whole.substring(0, Wrapped.WIDTH - 3) + "...";
    }
}
