package cc.drycc.e2e.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table "Modules" of the design, as a test. To add an arrow, change the design first. */
class ModuleArrowsTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("cc.drycc");

    /** Package of a module → packages of ours it may use besides its own. */
    private static final Map<String, String[]> ARROWS = Map.ofEntries(
            Map.entry("cc.drycc.api..", new String[] {}),
            Map.entry("cc.drycc.engine", new String[] {}),
            Map.entry("cc.drycc.engine.metadata..", new String[] {}),
            Map.entry("cc.drycc.engine.docker..", new String[] {"cc.drycc.engine", "cc.drycc.engine.metadata.."}),
            Map.entry("cc.drycc.storage..", new String[] {}),
            Map.entry("cc.drycc.imagebuilder..", new String[] {"cc.drycc.engine", "cc.drycc.storage.."}),
            Map.entry("cc.drycc.builder.engine..", new String[] {"cc.drycc.engine", "cc.drycc.imagebuilder.."}),
            Map.entry("cc.drycc.builder.buildpacks..", new String[] {"cc.drycc.engine", "cc.drycc.imagebuilder.."}),
            Map.entry("cc.drycc.builder.slug..", new String[] {"cc.drycc.engine", "cc.drycc.imagebuilder.."}),
            Map.entry(
                    "cc.drycc.builder.buildah..",
                    new String[] {"cc.drycc.engine", "cc.drycc.engine.metadata..", "cc.drycc.imagebuilder.."}),
            Map.entry("cc.drycc.builder.buildkit..", new String[] {"cc.drycc.engine", "cc.drycc.imagebuilder.."}),
            Map.entry("cc.drycc.gitserver..", new String[] {"cc.drycc.engine", "cc.drycc.imagebuilder.."}),
            Map.entry("cc.drycc.controller..", new String[] {
                "cc.drycc.engine", "cc.drycc.storage..", "cc.drycc.imagebuilder..", "cc.drycc.api.."
            }),
            Map.entry("cc.drycc.buildservice..", new String[] {
                "cc.drycc.engine", "cc.drycc.storage..", "cc.drycc.imagebuilder..", "cc.drycc.api.."
            }),
            Map.entry("cc.drycc.edge..", new String[] {}),
            Map.entry("cc.drycc.cli..", new String[] {"cc.drycc.api.."}));

    static Stream<String> modules() {
        return ARROWS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_module_uses_only_what_the_design_allows(String module) {
        var allowed = Stream.concat(Stream.of(module), Arrays.stream(ARROWS.get(module)))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(resideInAPackage("cc.drycc..").and(not(resideInAnyPackage(allowed))))
                .because("the module table of the design has no such arrow; go through a door that is there")
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void spring_lives_in_the_web_facing_modules_only() {
        noClasses()
                .that(not(resideInAnyPackage("cc.drycc.controller..", "cc.drycc.buildservice..", "cc.drycc.server..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .because("everything else must be embeddable in any program")
                .check(OURS);
    }

    @Test
    void packages_of_a_module_have_no_cycles() {
        slices().matching("cc.drycc.(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void outside_programs_are_never_given_to_a_shell() {
        noClasses()
                .should()
                .callMethod(Runtime.class, "exec", String.class)
                .because("argv arrays only: a string is a shell in waiting")
                .check(OURS);
    }

    @Test
    void no_package_is_called_after_nothing() {
        classes()
                .should()
                .resideOutsideOfPackages("..util..", "..utils..", "..common..", "..helper..", "..impl..", "..manager..")
                .because("a package is named after what it is about")
                .check(OURS);
    }
}
