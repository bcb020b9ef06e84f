// Judges PDF files by the profiles that they claim: java -cp … Validate.java FILE…
// A line for each file and profile: file, tab, profile, tab, "" or the clauses that are broken.
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

public class Validate {
    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : files) {
            File file = new File(name);
            List<PDFAFlavour> claimed = new ArrayList<>();
            try (PDFAParser parser = Foundries.defaultInstance().createParser(file)) {
                claimed.addAll(parser.getFlavours());
            }
            if (claimed.isEmpty()) {
                System.out.println(name + "\tnone\tclaims no PDF/A and no PDF/UA");
            }
            for (PDFAFlavour flavour : claimed) {
                System.out.println(name + "\t" + flavour + "\t" + String.join("; ", broken(file, flavour)));
            }
        }
    }

    private static TreeSet<String> broken(File file, PDFAFlavour flavour) throws Exception {
        TreeSet<String> found = new TreeSet<>();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
            var result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    var rule = assertion.getRuleId();
                    String words = assertion.getMessage().replaceAll("\\s+", " ");
                    found.add(rule.getClause() + "-" + rule.getTestNumber() + " " + words);
                }
            }
            if (!result.isCompliant() && found.isEmpty()) {
                found.add("not compliant");
            }
        }
        return found;
    }
}
