package cc.drycc.imagebuilder.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import cc.drycc.imagebuilder.source.ExtractLimits;
import cc.drycc.imagebuilder.source.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeclaredPackagesTest {

    @TempDir
    Path work;

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("package-lock.json", """
                        {"lockfileVersion": 3, "packages": {"": {"name": "app"},
                         "node_modules/@scope/a": {"version": "1.0.0"},
                         "node_modules/b/node_modules/c": {"version": "2.1.0"}, "node_modules/link": {"link": true}}}
                        """, List.of("pkg:npm/%40scope/a@1.0.0", "pkg:npm/c@2.1.0")),
                Arguments.of("composer.lock", """
                        {"packages": [{"name": "monolog/monolog", "version": "3.5.0"}], "packages-dev": []}
                        """, List.of("pkg:composer/monolog/monolog@3.5.0")),
                Arguments.of("Pipfile.lock", """
                        {"default": {"flask": {"version": "==3.0.0"}, "local": {"path": "."}}, "develop": {}}
                        """, List.of("pkg:pypi/flask@3.0.0")),
                Arguments.of(
                        "requirements.txt",
                        "# web\nFlask==3.0.0 ; python_version > '3'\n-r other.txt\nuvicorn[standard] == 0.30 # fast\nopen>=1\n",
                        List.of("pkg:pypi/flask@3.0.0", "pkg:pypi/uvicorn@0.30")),
                Arguments.of(
                        "go.mod",
                        """
                        module example.com/app

                        go 1.22
                        require github.com/one/two v1.2.3
                        require (
                        \tgolang.org/x/net v0.30.0 // indirect
                        )
                        """,
                        List.of("pkg:golang/github.com/one/two@v1.2.3", "pkg:golang/golang.org/x/net@v0.30.0")),
                Arguments.of("Gemfile.lock", """
                        GEM
                          remote: https://rubygems.org/
                          specs:
                            rack (3.1.0)
                            sinatra (4.0.0)
                              rack (>= 3.0)
                        """, List.of("pkg:gem/rack@3.1.0", "pkg:gem/sinatra@4.0.0")),
                Arguments.of("pom.xml", """
                        <?xml version="1.0"?>
                        <!DOCTYPE project [<!ENTITY x SYSTEM "file:///etc/hostname">]>
                        <project><dependencies>
                          <dependency><groupId>org.a</groupId><artifactId>b</artifactId><version>1</version></dependency>
                          <dependency><groupId>org.a</groupId><artifactId>c</artifactId><version>${v}</version></dependency>
                          <dependency><groupId>org.a</groupId><artifactId>t</artifactId><version>2</version><scope>test</scope></dependency>
                        </dependencies></project>
                        """, List.of("pkg:maven/org.a/b@1")),
                Arguments.of("package-lock.json", "not json", List.of()),
                Arguments.of("pom.xml", "<project><dependencies>", List.of()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void what_a_file_pins_is_told(String name, String text, List<String> expected) throws Exception {
        try (var source = source(name, text)) {
            assertThat(DeclaredPackages.in(source)).extracting(Component::purl).containsExactlyElementsOf(expected);
        }
    }

    private Source source(String name, String text) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            var content = text.getBytes(StandardCharsets.UTF_8);
            var entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return Source.unpack(new ByteArrayInputStream(bytes.toByteArray()), work, ExtractLimits.DEFAULT);
    }
}
