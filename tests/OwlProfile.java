import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileReport;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/**
 * Prints, for every RDF/XML file given, one line "FILE PROFILE in" or "FILE PROFILE violation TEXT" a violation.
 * Runs on the OWL API inside the HermiT.jar that owlready2 brings (version 3, hence the single-ontology calls).
 */
public class OwlProfile {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            OWLOntology ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
            report(file, "DL", new OWL2DLProfile(), ontology);
            report(file, "RL", new OWL2RLProfile(), ontology);
        }
    }

    private static void report(String file, String name, OWLProfile profile, OWLOntology ontology) {
        OWLProfileReport report = profile.checkOntology(ontology);
        if (report.isInProfile()) {
            System.out.println(file + "\t" + name + "\tin");
        }
        for (OWLProfileViolation violation : report.getViolations()) {
            System.out.println(file + "\t" + name + "\tviolation " + violation.toString().replaceAll("\\s+", " "));
        }
    }
}
