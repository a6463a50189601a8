import com.adobe.epubcheck.tool.EpubChecker;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;

/* CheckBooks REPORTS BOOK...   EPUBCheck over many books in one machine: its
 * start costs more than thirty books do.  One JSON report a book, of the same
 * name. */
public class CheckBooks {
	public static void main(String[] args) {
		PrintStream out = System.out, err = System.err;

		for (int i = 1; i < args.length; i++) {
			String name = new File(args[i]).getName();
			PrintStream sink =
			    new PrintStream(new ByteArrayOutputStream());

			System.setOut(sink);
			System.setErr(sink);
			new EpubChecker().run(new String[] { args[i], "--usage",
			    "--json", new File(args[0], name + ".json").getPath() });
			System.setOut(out);
			System.setErr(err);
		}
	}
}
