package io.regent.drill;

import java.util.ArrayList;
import java.util.List;

/**
 * A report's lines in columns. The last cell of a row makes no column wider, and is broken where the line would be too
 * long; a row of one cell is a heading of those that follow.
 */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Leaves out the columns that hold nothing but their heading in the first row. Every row has as many cells. */
    public Table withoutEmptyColumns() {
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

    public List<String> lines() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size() - 1; column++) {
                int width = row.get(column).length();
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(widths.get(column), width));
                }
            }
        }
        return rows.stream().flatMap(row -> lines(row, widths).stream()).toList();
    }

    private static List<String> lines(List<String> row, List<Integer> widths) {
        StringBuilder start = new StringBuilder();
        for (int column = 0; column < row.size() - 1; column++) {
            String cell = row.get(column);
            start.append(cell).repeat(" ", widths.get(column) - cell.length() + 2);
        }
        String line = (start + row.getLast()).stripTrailing();
        return line.length() <= Wrapped.WIDTH ? List.of(line) : Wrapped.lines(start.toString(), row.getLast());
    }
}
