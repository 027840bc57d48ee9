package cc.drycc.controller.contract;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** The contract as one page without scripts: operations by tag, each opens on a click, then the schemas they name. */
final class ContractPage {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");
    private static final Pattern SCHEMA = Pattern.compile("#/components/schemas/(\\w+)");
    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>TITLE</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            h2 { margin-top: 2.5rem } h4 { margin: 1rem 0 .25rem }
            code, pre { font-family: ui-monospace, monospace; font-size: .9em }
            pre { background: #8881; padding: .75rem; overflow-x: auto }
            details { border-top: 1px solid #8884; padding: .4rem 0 } summary { cursor: pointer }
            .method { display: inline-block; width: 4.5rem; font-weight: bold }
            @media (prefers-color-scheme: dark) { body { background: #111; color: #ddd } a { color: #8bf } }
            </style></head><body>
            """;

    private final JsonNode document;
    private final StringBuilder html = new StringBuilder();

    private ContractPage(JsonNode document) {
        this.document = document;
    }

    static String of(JsonNode document) {
        var page = new ContractPage(document);
        page.write();
        return page.html.toString();
    }

    private void write() {
        var info = document.get("info");
        html.append(HEAD.replace("TITLE", plain(info.get("title"))));
        html.append("<h1>%s</h1>\n".formatted(plain(info.get("title"))));
        text(info.path("description"));
        html.append("<p><a href=\"openapi.json\">openapi.json</a></p>\n");
        for (var tag : document.get("tags")) {
            html.append("<h2 id=\"%s\">%s</h2>\n".formatted(plain(tag.get("name")), plain(tag.get("name"))));
            text(tag.path("description"));
            operations(tag.get("name").asString());
        }
        html.append("<h2>Schemas</h2>\n");
        document.at("/components/schemas").properties().forEach(schema -> {
            html.append("<h4 id=\"%s\">%s</h4>\n".formatted(schema.getKey(), schema.getKey()));
            schema(schema.getValue());
        });
        html.append("</body></html>\n");
    }

    private void operations(String tag) {
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(each -> METHODS.contains(each.getKey()))
                        .filter(each ->
                                each.getValue().at("/tags/0").asString("").equals(tag))
                        .forEach(each -> operation(each.getKey(), path.getKey(), path.getValue(), each.getValue())));
    }

    private void operation(String method, String path, JsonNode item, JsonNode operation) {
        html.append("<details id=\"%s\"><summary><span class=\"method\">%s</span> <code>%s</code> %s</summary>\n"
                .formatted(
                        plain(operation.get("operationId")),
                        method.toUpperCase(Locale.ROOT),
                        escaped(path),
                        words(operation.get("summary"))));
        text(operation.path("description"));
        parameters(item.path("parameters"), operation.path("parameters"));
        var body = resolved(operation.path("requestBody"));
        if (!body.isMissingNode()) {
            html.append("<h4>Body</h4>\n");
            content(body);
        }
        operation.get("responses").properties().forEach(response -> {
            var answer = resolved(response.getValue());
            html.append("<h4>%s</h4>\n".formatted(escaped(response.getKey())));
            text(answer.path("description"));
            content(answer);
        });
        html.append("</details>\n");
    }

    private void parameters(JsonNode... lists) {
        html.append("<ul>\n");
        for (var list : lists) {
            for (var entry : list) {
                var parameter = resolved(entry);
                html.append("<li><code>%s</code> in the %s %s</li>\n"
                        .formatted(
                                plain(parameter.get("name")),
                                plain(parameter.get("in")),
                                words(parameter.path("description"))));
            }
        }
        html.append("</ul>\n");
    }

    private void content(JsonNode holder) {
        holder.path("content").properties().forEach(content -> {
            html.append("<p><code>%s</code></p>\n".formatted(escaped(content.getKey())));
            schema(content.getValue().path("schema"));
        });
    }

    private void schema(JsonNode schema) {
        var linked = SCHEMA.matcher(escaped(schema.toPrettyString())).replaceAll("<a href=\"#$1\">$1</a>");
        html.append("<pre>%s</pre>\n".formatted(linked));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    private void text(JsonNode text) {
        for (var paragraph : text.asString("").split("\n\n")) {
            if (!paragraph.isBlank()) {
                html.append("<p>%s</p>\n".formatted(marked(paragraph)));
            }
        }
    }

    private static String words(JsonNode text) {
        return marked(text.asString(""));
    }

    private static String plain(JsonNode text) {
        return escaped(text.asString());
    }

    private static String marked(String text) {
        return CODE.matcher(escaped(text)).replaceAll("<code>$1</code>");
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
