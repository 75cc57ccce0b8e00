package io.regent.desk;

import java.util.ArrayList;
import java.util.List;

/** Lines of columns, each as wide as its widest cell. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Leaves out the columns that hold nothing but their heading in the first row. */
    Table withoutEmptyColumns() {
        Table table = new Table();
        for (List<String> row : rows) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < row.size(); column++) {
                int index = column;
                if (rows.stream().skip(1).anyMatch(other -> !other.get(index).isEmpty())) {
                    cells.add(row.get(column));
                }
            }
            table.rows.add(cells);
        }
        return table;
    }

    List<String> lines() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = row.get(column).length();
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(widths.get(column), width));
                }
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).repeat(" ", widths.get(column) - cell.length() + 2);
        }
        return line.toString().stripTrailing();
    }
}
