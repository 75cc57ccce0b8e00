package io.regent.lab.papers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The layer and the package are of one SDK, or what one has would not fit what the other needs. */
class LayerPaperTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern VERSION = Pattern.compile("<aws\\.sdk\\.version>([^<]+)</aws\\.sdk\\.version>");

    private static String version(String pom) throws IOException {
        Matcher version = VERSION.matcher(Files.readString(ROOT.resolve(pom)));
        assertThat(version.find()).as(pom).isTrue();
        return version.group(1);
    }

    @Test
    void allAreOfOneSdk() throws IOException {
        assertThat(version("layers/ec2/pom.xml")).isEqualTo(version("functions/pom.xml"));
        assertThat(version("lab/pom.xml")).isEqualTo(version("functions/pom.xml"));
    }

    @Test
    void theTemplateBuildsTheLayerWhereItsPomIs() throws IOException {
        assertThat(Files.readString(ROOT.resolve("template.yaml")))
                .contains(
                        "  Ec2Layer:\n    Type: AWS::Serverless::LayerVersion\n    Metadata: {BuildMethod: java25, BuildArchitecture: arm64}\n",
                        "      ContentUri: layers/ec2/\n");
        assertThat(ROOT.resolve("layers/ec2/pom.xml")).exists();
    }
}
