/** The steward command and the governed migration. */
@SuppressWarnings("requires-automatic") // HttpClient has a stable Automatic-Module-Name and no descriptor.
module dev.steward.cli {
    requires dev.steward.cache;
    requires dev.steward.core;
    requires dev.steward.jdbc;
    requires de.siegmar.fastcsv;
    requires info.picocli;
    requires java.management;
    requires java.sql;
    requires jdk.httpserver;
    requires jdk.unsupported;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires static org.jspecify;

    opens dev.steward.cli to
            info.picocli;
    opens dev.steward.cli.show to
            tools.jackson.databind;
}
