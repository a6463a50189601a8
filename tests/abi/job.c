/*
 * job.c -- job FOLDER: a job from input to output, by way of the toy format:
 * settings, failures, limits, resources.
 */
#include "test.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <octavo/octavo.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static oct_engine *e;
static oct_job *j;
static char dir[] = "/tmp/octavo-job-XXXXXX";

static const char *
in_dir(const char *name)
{
	static char paths[4][300];
	static int turn;
	char *p = paths[turn++ % 4];

	snprintf(p, sizeof(paths[0]), "%s/%s", dir, name);
	return p;
}

static void
put_file(const char *name, const void *p, size_t n)
{
	FILE *f = fopen(in_dir(name), "w");

	CHECK(f != NULL && fwrite(p, 1, n, f) == n);
	fclose(f);
}

static void
begin(void)
{
	j = oct_job_new(e);
}

static void
end(void)
{
	oct_job_free(j);
}

static oct_status
read_text(const char *text)
{
	return oct_job_read_memory(j, "dir/in.toy", text, strlen(text));
}

static const char *
written(void)
{
	const uint8_t *data;
	size_t n;

	if (oct_job_write_memory(j, "toy", &data, &n) != OCT_OK)
		return "(failed)";
	return (const char *)data;
}

/* The text of the last message; its code is in `code`. */
static char code[64];
static const char *
last_message(void)
{
	oct_message m = { .struct_size = sizeof(m) };
	size_t n = 0;

	while (oct_job_message(j, n, &m))
		n++;
	snprintf(code, sizeof(code), "%s", n != 0 ? m.code : "");
	return n != 0 ? m.text : "";
}

#define HAS(text, what) has(__LINE__, text, what)
static void
has(int line, const char *text, const char *what)
{
	if (!test_note(strstr(text, what) != NULL, __FILE__, line, what))
		printf("\tin:\n%s\n", text);
}

static void
test_inputs(void)
{
	begin();
	oct_job_base_url(j, "https://news.example/a/b.html");
	oct_job_charset(j, "latin1");
	CHECK_INT(read_text("TOY\ninput\nlink ../c d\nbase /x/\nlink e\n"
			    "base \nlink f\n"),
	    OCT_OK);
	CHECK_STR(oct_job_reader(j), "toy");
	HAS(written(),
	    "name=dir/in.toy url=https://news.example/a/b.html type= "
	    "charset=latin1 padding=1\n");
	HAS(written(), "https://news.example/c%20d link\n");
	HAS(written(), "https://news.example/x/e link\n");
	HAS(written(), "https://news.example/a/f link\n");
	HAS(written(), "input: https://news.example/a/b.html\n");
	/* a failed input leaves the others as they were */
	CHECK_INT(read_text("TOY\np no\nfail 2\n"), OCT_EFORMAT);
	CHECK_STR(last_message(), "the toy broke");
	CHECK_STR(code, "toy.fail");
	CHECK(strstr(written(), "no\n") == NULL);
	CHECK_INT(read_text("TOY\np two\n"), OCT_OK);
	HAS(written(), "two\n");
	end();
}

static void
test_failures(void)
{
	begin();
	CHECK_INT(oct_job_read_file(j, in_dir("none")), OCT_EIO);
	HAS(last_message(), "can't be read: No such file");
	CHECK_INT(oct_job_read_file(j, dir), OCT_EIO);
	HAS(last_message(), "is a folder");
	CHECK_INT(oct_job_read_memory(j, "-", "", 0), OCT_EFORMAT);
	HAS(last_message(), "is empty");
	CHECK_INT(oct_job_read_memory(j, "-", "\0\1\2", 3), OCT_EFORMAT);
	CHECK_STR(last_message(), "not a format any reader knows; tried toy");
	CHECK_INT(read_text("TOY\n"), OCT_ENOARTICLE);
	CHECK_INT(read_text("TOY\nreturn 3\n"), OCT_EUNSUPPORTED);
	HAS(last_message(), "gave up: not supported");
	CHECK_INT(read_text("TOY\nreturn 77\n"), -77);
	CHECK_INT(read_text("TOY\nswear\n"), OCT_EBUG);
	HAS(last_message(), "put a node \"p\" into \"text\"");
	CHECK_INT(oct_job_write_file(j, "toy", in_dir("out")), OCT_ENOARTICLE);
	CHECK(access(in_dir("out"), F_OK) != 0);
	CHECK_INT(read_text("TOY\np x\n"), OCT_OK);
	CHECK_INT(
	    oct_job_write_file(j, "nothing", in_dir("out")), OCT_EUNSUPPORTED);
	CHECK_INT(oct_job_write_file(j, "toy", in_dir("no/out")), OCT_EIO);
	HAS(last_message(), "no/out\" can't be written: No such file");
	CHECK_INT(oct_job_write_file(j, "toy", in_dir("out")), OCT_OK);
	CHECK(unlink(in_dir("out")) == 0);
	CHECK_INT(oct_job_worst(j), OCT_ERROR);
	end();
}

static void
test_settings(void)
{
	begin();
	CHECK_INT(oct_job_from(j, "teo"), OCT_EUNSUPPORTED);
	HAS(last_message(), "no reader for \"teo\"; the nearest is \"toy\"");
	CHECK_INT(oct_job_set(j, "toy-column", "50"), OCT_EOPTION);
	HAS(last_message(), "the nearest is \"toy-columns\"");
	CHECK_INT(oct_job_set(j, "toy-columns", "5"), OCT_EOPTION);
	HAS(last_message(), "must be a whole number from 20 to 100, not \"5\"");
	CHECK_INT(oct_job_set(j, "toy-file", in_dir("none")), OCT_EIO);
	HAS(last_message(), "which option --toy-file names, can't be read");
	CHECK_INT(oct_job_metadata(j, "titel", "x"), OCT_EOPTION);
	HAS(last_message(), "the nearest is \"title\"");
	CHECK_INT(oct_job_set(j, "toy-columns", "50"), OCT_OK);
	CHECK_INT(oct_job_set(j, "toy-columns", "60"), OCT_OK);
	CHECK_INT(oct_job_set(j, "toy-drop", "b"), OCT_OK);
	CHECK_INT(oct_job_set(j, "toy-drop", "a"), OCT_OK);
	put_file("f", "bytes", 5);
	CHECK_INT(oct_job_set(j, "toy-file", in_dir("f")), OCT_OK);
	unlink(in_dir("f"));
	CHECK_INT(read_text("TOY\noption toy-columns\noption toy-drop\n"
			    "option toy-file\noption none\n"),
	    OCT_OK);
	HAS(written(), "toy-columns=60\n");
	HAS(written(), "toy-drop=0 [b] [a]\n");
	HAS(written(), "toy-file=0 [bytes]\n");
	HAS(written(), "none=0\n");
	end();
}

/* A file or a folder; nothing outside of it. */
static void
test_folders(void)
{
	begin();
	put_file("one.txt", "bytes", 5);
	put_file("secret", "out", 3);
	CHECK(mkdir(in_dir("folder"), 0700) == 0);
	put_file("folder/a.txt", "in", 2);
	CHECK(symlink("../secret", in_dir("folder/link.txt")) == 0);
	CHECK(mkdir(in_dir("folder/deep.txt"), 0700) == 0);
	CHECK_INT(oct_job_set(j, "toy-folder", in_dir("none")), OCT_EOPTION);
	HAS(last_message(), "which option --toy-folder names, can't be read");
	CHECK_INT(oct_job_set(j, "toy-folder", in_dir("one.txt")), OCT_OK);
	CHECK_INT(oct_job_set(j, "toy-folder", in_dir("folder")), OCT_OK);
	CHECK_INT(read_text("TOY\nfile 0 .\nfile 0 a.txt\nfile 1 .\n"
			    "file 1 a.txt\nfile 1 b.txt\n"
			    "file 1 ../secret\nfile 1 link.txt\n"
			    "file 1 deep.txt\nfile 1 ..\nfile 2 .\n"),
	    OCT_OK);
	HAS(written(), "one.txt: bytes.\n");
	HAS(written(), "folder/a.txt: in.\n");
	CHECK(strstr(written(), "out") == NULL);
	HAS(written(), "0 : .\n0 : .\n0 : .\n0 : .\n0 : .\n0 : .\n");
	HAS(last_message(), "can't be read");
	unlink(in_dir("folder/a.txt"));
	unlink(in_dir("folder/link.txt"));
	rmdir(in_dir("folder/deep.txt"));
	rmdir(in_dir("folder"));
	unlink(in_dir("one.txt"));
	unlink(in_dir("secret"));
	end();
}

/* Only what was set, in order of names. */
static void
test_conversion(void)
{
	const oct_api *a = oct_job_api();
	const oct_node *article;

	begin();
	oct_job_set(j, "toy-drop", "z");
	oct_job_set(j, "toy-drop", "a");
	oct_job_set(j, "toy-columns", "30");
	oct_job_capture_date(j, "2016-06-24");
	CHECK_INT(read_text("TOY\ntitle T\np x\n"), OCT_OK);
	article = a->next(a->first(oct_job_book(j)));
	CHECK_STR(a->get_str(article, OCT_P_READER).p, "toy");
	CHECK_STR(a->get_str(article, OCT_P_OPTIONS).p,
	    "toy-columns=30 toy-drop=z toy-drop=a");
	CHECK_STR(a->get_str(article, OCT_P_TOOL).p, "octavo 0.1.0");
	article = a->field(article, OCT_M_SOURCE);
	CHECK_STR(a->get_str(article, OCT_P_TEXT).p, "in.toy");
	CHECK_STR(a->get_str(article, OCT_P_CAPTURED).p, "2016-06-24");
	CHECK_STR(a->get_str(article, OCT_P_MEDIA_TYPE).p, "text/x-toy");
	CHECK_STR(a->get_str(article, OCT_P_DIGEST).p,
	    "sha256:264f7afc713ad7137c20cc42f2c9936c"
	    "c272aee0f2cf112e54e35df2d96def49");
	end();
}

/* The user's word wins; it is the book's when there are several articles. */
static void
test_metadata(void)
{
	const char *s;
	char first[400];

	begin();
	CHECK_INT(oct_job_metadata(j, "title", "Mine"), OCT_OK);
	CHECK_INT(read_text("TOY\ntitle Theirs\np x\n"), OCT_OK);
	snprintf(first, sizeof(first), "%s", written());
	HAS(first, "ARTICLE\nuser: Mine\n");
	CHECK(strstr(first, "Theirs") == NULL);
	CHECK_STR(written(), first);
	end();
	begin();
	CHECK_INT(oct_job_metadata(j, "title", "Mine"), OCT_OK);
	CHECK_INT(oct_job_metadata(j, "author", "A"), OCT_OK);
	CHECK_INT(oct_job_metadata(j, "author", "B"), OCT_OK);
	CHECK_INT(read_text("TOY\ntitle One\np x\n"), OCT_OK);
	CHECK_INT(read_text("TOY\ntitle Two\np x\n"), OCT_OK);
	s = written();
	HAS(s, "user: Mine\nuser: A\nuser: B\nARTICLE\ntoy: One\n");
	HAS(s, "ARTICLE\ntoy: Two\n");
	end();
}

static void
test_edits(void)
{
	begin();
	CHECK_INT(oct_job_edit(j, "none"), OCT_EUNSUPPORTED);
	CHECK_INT(oct_job_edit(j, "toy"), OCT_OK);
	CHECK_INT(read_text("TOY\np x\narticle\np y\n"), OCT_OK);
	HAS(written(), "x\nedited\n");
	HAS(written(), "y\nedited\n");
	/* once, however often it is written */
	CHECK(strstr(written(), "edited\nedited\n") == NULL);
	end();
}

static void
test_limits(void)
{
	begin();
	oct_job_limit(j, OCT_LIMIT_INPUT, 8);
	CHECK_INT(read_text("TOY\np long\n"), OCT_ELIMIT);
	HAS(last_message(), "larger than the limit of 8 bytes");
	CHECK_INT(read_text("TOY\np x\n"), OCT_OK);
	oct_job_limit(j, OCT_LIMIT_OUTPUT, 10);
	CHECK_STR(written(), "(failed)");
	HAS(last_message(), "the output is larger than its limit");
	oct_job_limit(j, OCT_LIMIT_OUTPUT, 0);
	HAS(written(), "x\n");
	end();
	begin();
	oct_job_limit(j, OCT_LIMIT_MEMORY, 1 << 20);
	CHECK_INT(read_text("TOY\np x\ngrab 2000000\n"), OCT_ELIMIT);
	HAS(last_message(), "the memory limit was reached");
	CHECK_INT(read_text("TOY\np x\n"), OCT_OK);
	CHECK(oct_job_memory(j) < 1 << 20);
	end();
	begin();
	oct_job_limit(j, OCT_LIMIT_TIME, 30);
	CHECK_INT(read_text("TOY\np x\nwait 20000\n"), OCT_ELIMIT);
	HAS(last_message(), "the time limit was reached");
	end();
	begin();
	CHECK_INT(read_text("TOY\np x\n"), OCT_OK);
	oct_job_cancel(j);
	CHECK_STR(written(), "(failed)");
	HAS(last_message(), "interrupted");
	end();
}

/* Messages past ten thousand are dropped, errors are not. */
static void
test_many_messages(void)
{
	const oct_api *a = oct_job_api();
	oct_message m = { .struct_size = sizeof(m) };

	begin();
	for (int i = 0; i < 10050; i++)
		a->report(j, OCT_INFO, "toy.note", 0, 0, "again");
	a->report(j, OCT_ERROR, "toy.end", 3, 4, "the end");
	CHECK(oct_job_message(j, 10000, &m));
	CHECK_STR(m.code, "toy.end");
	CHECK_INT(m.line * 10 + m.column, 34);
	CHECK(!oct_job_message(j, 10001, &m));
	end();
}

/* --- resources ------------------------------------------------------------ */

#define GIF "GIF89a\2\0\3\0\0\0\0,;"
#define GIF_SHOWN "image/gif 15 2x3 "

static void
test_wanted(void)
{
	const oct_api *api = oct_job_api();

	begin();
	CHECK(api->wanted(j, OCT_DROPPED) && api->wanted(j, OCT_BODY));
	oct_job_want(j, OCT_DROPPED, 0);
	oct_job_want(j, OCT_BODY, 0);
	CHECK(!api->wanted(j, OCT_DROPPED) && api->wanted(j, OCT_BODY));
	oct_job_want(j, OCT_DROPPED, 1);
	CHECK(api->wanted(j, OCT_DROPPED));
	end();
}

static void
make_tree(void)
{
	CHECK(mkdir(in_dir("in"), 0755) == 0 &&
	    mkdir(in_dir("in/sub"), 0755) == 0 &&
	    mkdir(in_dir("more"), 0755) == 0);
	put_file("secret.gif", GIF, 15);
	put_file("in/a.gif", GIF, 15);
	put_file("in/sub/b c.gif", GIF, 15);
	put_file("in/q.gif?v=1", GIF, 15);
	put_file("in/p.gif", GIF, 15);
	put_file("in/cut.gif", GIF, 14);
	put_file("in/page.gif", "<html>404</html>", 16);
	put_file("in/empty.gif", "", 0);
	put_file("more/d.gif", GIF, 15);
	CHECK(symlink("../secret.gif", in_dir("in/link.gif")) == 0);
	CHECK(symlink("a.gif", in_dir("in/inner.gif")) == 0);
	CHECK(symlink("/", in_dir("in/root")) == 0);
	CHECK(mkfifo(in_dir("in/pipe.gif"), 0644) == 0);
}

static void
remove_tree(void)
{
	char command[300];

	snprintf(command, sizeof(command), "rm -r '%s'", dir);
	CHECK_INT(system(command), 0);
}

/* What the writer makes of one image, and the message about it. */
static void
image(int line, const char *base, const char *url, const char *want,
    const char *message)
{
	char text[500];

	begin();
	oct_job_limit(j, OCT_LIMIT_RESOURCE, 100);
	CHECK_INT(oct_job_resource_path(j, in_dir("more")), OCT_OK);
	if (base != NULL)
		oct_job_base_url(j, base);
	snprintf(text, sizeof(text), "TOY\nimg %s\nimg %s\n", url, url);
	put_file("in/in.toy", text, strlen(text));
	test_int(__FILE__, line, url, oct_job_read_file(j, in_dir("in/in.toy")),
	    OCT_OK);
	has(line, written(), want);
	has(line, written(), want);
	has(line, last_message(), message);
	/* once, however often it is named and written */
	test_int(__FILE__, line, url,
	    oct_job_message(
		j, 1, &(oct_message){ .struct_size = sizeof(oct_message) }),
	    0);
	end();
}
#define IMAGE(url, want, message) image(__LINE__, NULL, url, want, message)

static int
has_openat2(void)
{
	struct open_how how = { .flags = O_PATH };
	int fd = (int)syscall(SYS_openat2, AT_FDCWD, "/", &how, sizeof(how));

	return fd >= 0 && close(fd) == 0;
}

static void
test_found(void)
{
	IMAGE("a.gif", "<a.gif " GIF_SHOWN, "");
	IMAGE("./sub/../a.gif#x", GIF_SHOWN, "");
	IMAGE("sub/b%20c.gif", GIF_SHOWN, "");
	IMAGE("sub/b c.gif", "<sub/b%20c.gif " GIF_SHOWN, "");
	IMAGE("q.gif?v=1", GIF_SHOWN, "");
	IMAGE("p.gif?v=2", GIF_SHOWN, "");
	IMAGE("/a.gif", GIF_SHOWN, "");
	IMAGE("d.gif", GIF_SHOWN, "");
	if (has_openat2()) /* else links are refused wherever they lead */
		IMAGE("inner.gif", GIF_SHOWN, "");
	IMAGE("data:image/png;base64,R0lGODlhAgADAAAAACw7", "image/gif", "");
	image(__LINE__, "https://n.example/x/y.html",
	    "https://n.example/x/sub/b%20c.gif", GIF_SHOWN, "");
	image(__LINE__, "https://n.example/x/y.html", "a.gif",
	    "<https://n.example/x/a.gif " GIF_SHOWN, "");
	image(__LINE__, "https://n.example/x/y.html",
	    "https://cdn.example/a.gif", GIF_SHOWN, "");
}

static void
test_left_out(void)
{
	char file[400];

	IMAGE("none.gif", "none 0 0x0",
	    "image \"none.gif\" is missing; its description stands in its "
	    "place");
	IMAGE("../secret.gif", "none 0", "lies outside the folder");
	IMAGE("sub/../../secret.gif", "none 0", "lies outside the folder");
	IMAGE("%2e%2e/secret.gif", "none 0", "lies outside the folder");
	IMAGE("link.gif", "none 0", "lies outside the folder");
	IMAGE("root/etc/passwd", "none 0", "lies outside the folder");
	IMAGE("pipe.gif", "none 0", "is no file that can be read");
	IMAGE("sub", "none 0", "is no file that can be read");
	IMAGE("cut.gif", "none 0", "is cut off before its end");
	IMAGE("page.gif", "none 0", "is no image of a known type");
	IMAGE("empty.gif", "none 0", "is empty");
	IMAGE("a%00.gif", "none 0", "is missing");
	IMAGE("data:image/png;base64,****", "none 0", "malformed data:");
	IMAGE("https://cdn.example/none.gif", "none 0",
	    "nothing is fetched from the network");
	snprintf(file, sizeof(file), "file://%s", in_dir("in/a.gif"));
	IMAGE(file, "none 0", "is a file: URL");
	put_file("in/big.gif",
	    GIF "                                        "
		"                                            "
		"                   ",
	    115);
	IMAGE("big.gif", "none 0", "is larger than the limit");
}

/* Images as files; equal ones once; outputs refer to them there. */
static void
test_extracted(void)
{
	static const char text[] = "TOY\nimg a.gif\nimg p.gif\nimg none.gif\n";

	begin();
	put_file("in/in.toy", text, sizeof(text) - 1);
	CHECK_INT(oct_job_read_file(j, in_dir("in/in.toy")), OCT_OK);
	CHECK_INT(oct_job_extract_media(j, in_dir("media"), "m"), OCT_OK);
	CHECK(access(in_dir("media/e70598b89693e4e7.gif"), R_OK) == 0);
	HAS(written(), "<m/e70598b89693e4e7.gif image/gif");
	HAS(written(), "<none.gif none 0");
	CHECK_INT(oct_job_extract_media(j, in_dir("in/a.gif"), NULL), OCT_EIO);
	HAS(last_message(), "can't be written");
	end();
}

/* What a format makes of bytes that are there; saving what was written. */
static void
test_validated(void)
{
	char saved[100] = "";
	FILE *f;

	begin();
	CHECK_INT(oct_job_validate(j, "toy", "out.toy", "sound", 5), OCT_OK);
	CHECK_INT(oct_job_validate(j, "toy", "out.toy", "a rotten one", 12),
	    OCT_EINVALID);
	HAS(last_message(), "the toy is rotten");
	CHECK_INT(oct_job_validate(j, "none", "a", "b", 1), OCT_EUNSUPPORTED);
	HAS(last_message(), "no format \"none\"");
	CHECK_INT(read_text("TOY\np rot\n"), OCT_OK);
	HAS(written(), "rot");
	CHECK_INT(oct_job_validate(j, "toy", "a", "", 0), OCT_OK);
	CHECK_INT(oct_job_save(j, in_dir("saved.toy")), OCT_OK);
	if ((f = fopen(in_dir("saved.toy"), "r")) != NULL) {
		CHECK(fread(saved, 1, sizeof(saved) - 1, f) > 0);
		fclose(f);
	}
	HAS(saved, "rot");
	CHECK_INT(oct_job_save(j, in_dir("none/saved.toy")), OCT_EIO);
	HAS(last_message(), "can't be written");
	end();
}

/* What the caller says of a book and its articles. */
static void
test_book(void)
{
	const oct_api *a = oct_job_api();
	oct_node *first, *f;

	begin();
	CHECK_INT(read_text("TOY\ntitle One\np x\n"), OCT_OK);
	CHECK_INT(read_text("TOY\ntitle Two\np y\n"), OCT_OK);
	first = a->next(a->first(oct_job_book(j)));
	f = oct_job_add_field(j, first, "author", "  Ann\nCole ");
	CHECK_STR(a->get_str(f, OCT_P_TEXT).p, "Ann Cole");
	CHECK_INT(oct_job_set_str(j, f, OCT_P_ROLE, "edt"), OCT_OK);
	CHECK_STR(a->get_str(f, OCT_P_ROLE).p, "edt");
	/* over what the input says, the first of two that are given */
	oct_job_add_field(j, first, "title", "Mine");
	oct_job_add_field(j, first, "title", "Later");
	CHECK_STR(
	    a->get_str(a->field(first, OCT_M_TITLE), OCT_P_TEXT).p, "Mine");
	CHECK(oct_job_add_field(j, first, "title", " ") == NULL);
	CHECK(oct_job_add_field(j, f, "title", "x") == NULL);
	CHECK(oct_job_add_field(j, first, "tilte", "x") == NULL);
	HAS(last_message(), "the nearest is \"title\"");
	CHECK_INT(oct_job_set_str(j, first, OCT_P_PART, "P"), OCT_OK);
	CHECK_INT(oct_job_set_str(j, first, OCT_P_READER, "x"), OCT_EBUG);
	CHECK_INT(oct_job_set_str(j, f, OCT_P_ALT, "x"), OCT_EBUG);
	CHECK_INT(oct_job_set_str(j, f, OCT_P_WEIGHT, "x"), OCT_EBUG);
	CHECK_INT(oct_job_set_str(j, NULL, OCT_P_PART, "x"), OCT_EBUG);
	CHECK_INT(oct_job_drop_sections(j, first, "None"), 0);
	CHECK_INT(oct_job_drop_sections(j, f, "None"), OCT_EBUG);
	HAS(written(), "x\n");
	end();
}

int
main(int argc, char **argv)
{
	char library[400];

	if (argc != 2 || mkdtemp(dir) == NULL)
		return 1;
	e = oct_engine_new();
	snprintf(library, sizeof(library), "%s/good.so", argv[1]);
	CHECK_INT(oct_engine_load(e, library), OCT_OK);
	test_inputs();
	test_failures();
	test_settings();
	test_folders();
	test_conversion();
	test_metadata();
	test_edits();
	test_limits();
	test_many_messages();
	test_wanted();
	make_tree();
	test_found();
	test_left_out();
	test_extracted();
	test_validated();
	test_book();
	remove_tree();
	oct_engine_free(e);
	return test_done();
}
