package dev.steward.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A file of nested settings, as paths joined by dots with the lines they stand on. */
final class YamlFile {
    private final String name;
    private final Map<String, Entry> entries = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private YamlFile(String name) {
        this.name = name;
    }

    static YamlFile of(String name, String text) {
        YamlFile file = new YamlFile(name);
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
            root.ifPresent(node -> file.collect("", node));
        } catch (MarkedYamlEngineException wrong) {
            String line = wrong.getProblemMark()
                    .map(mark -> " line " + (mark.getLine() + 1))
                    .orElse("");
            file.problems.add(name + line + ": this is not YAML, " + wrong.getProblem());
        } catch (YamlEngineException wrong) {
            file.problems.add(name + ": this is not YAML, " + wrong.getMessage());
        }
        return file;
    }

    private void collect(String path, Node node) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple each : mapping.getValue()) {
                String key = each.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                collect(path.isEmpty() ? key : path + "." + key, each.getValueNode());
            }
        } else if (node instanceof ScalarNode scalar) {
            if (!scalar.getValue().isEmpty() || !path.isEmpty()) {
                add(path, new Entry(scalar.getValue(), where(node)));
            }
        } else {
            problems.add(where(node) + ": " + path + " is a list, and no setting is one");
        }
    }

    private void add(String path, Entry entry) {
        Entry before = entries.put(path, entry);
        if (before != null) {
            problems.add(entry.where() + ": " + path + " is set a second time, first at " + before.where());
        }
    }

    private String where(Node node) {
        return name
                + node.getStartMark()
                        .map(mark -> " line " + (mark.getLine() + 1))
                        .orElse("");
    }

    Map<String, Entry> entries() {
        return entries;
    }

    List<String> problems() {
        return problems;
    }
}
