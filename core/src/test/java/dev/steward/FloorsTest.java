package dev.steward;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** The floors of the house: who may know whom. */
class FloorsTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.steward");

    @Test
    void everyFloorStandsOnTheOnesBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("roof")
                .definedBy("dev.steward")
                .layer("kinds")
                .definedBy("dev.steward.memory", "dev.steward.work", "dev.steward.files", "dev.steward.process")
                .layer("pool")
                .definedBy("dev.steward.pool")
                .layer("observers")
                .definedBy(
                        "dev.steward.ledger..",
                        "dev.steward.memwatch..",
                        "dev.steward.monitor..",
                        "dev.steward.govern..")
                .layer("resource")
                .definedBy("dev.steward.resource")
                .layer("platform")
                .definedBy("dev.steward.platform")
                .layer("sizing")
                .definedBy("dev.steward.sizing")
                .whereLayer("roof")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("kinds")
                .mayOnlyBeAccessedByLayers("roof")
                .whereLayer("observers")
                .mayOnlyBeAccessedByLayers("roof")
                .whereLayer("pool")
                .mayOnlyBeAccessedByLayers("kinds", "roof")
                .whereLayer("resource")
                .mayOnlyBeAccessedByLayers("pool", "kinds", "observers", "roof")
                .whereLayer("sizing")
                .mayOnlyBeAccessedByLayers("pool", "kinds", "observers")
                .check(CORE);
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching("dev.steward.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void coreKnowsNothingBeyondTheJdk() {
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.steward..",
                        "java..",
                        "javax.management..",
                        "jdk.jfr..",
                        "org.jspecify..",
                        "com.google.errorprone..")
                .check(CORE);
    }

    @Test
    void noThreadLocalsBecauseVirtualThreadsAreMany() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .check(CORE);
    }
}
