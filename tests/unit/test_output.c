/* Outputs: whole or not at all. */
#include "output.h"
#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char dir[] = "/tmp/octavo-output-XXXXXX";
static char path[256];

static const char *
in_dir(const char *name)
{
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	return path;
}

static const char *
content(const char *file)
{
	static char text[64];
	FILE *f = fopen(file, "r");
	size_t n = f != NULL ? fread(text, 1, sizeof(text) - 1, f) : 0;

	text[n] = '\0';
	if (f != NULL)
		fclose(f);
	return text;
}

static int
count_files(void)
{
	DIR *d = opendir(dir);
	int n = 0;

	for (struct dirent *e; (e = readdir(d)) != NULL;)
		n += e->d_name[0] != '.';
	closedir(d);
	return n;
}

static void
test_replacing(void)
{
	struct stat st;

	umask(027);
	CHECK(output_save(in_dir("a"), "one", 3));
	CHECK_STR(content(in_dir("a")), "one");
	CHECK(stat(in_dir("a"), &st) == 0 && (st.st_mode & 0777) == 0640);
	CHECK(chmod(in_dir("a"), 0604) == 0);
	CHECK(output_save(in_dir("a"), "second", 6));
	CHECK_STR(content(in_dir("a")), "second");
	CHECK(stat(in_dir("a"), &st) == 0 && (st.st_mode & 0777) == 0604);
	CHECK_INT(count_files(), 1);
}

static void
test_failing(void)
{
	CHECK(!output_save(in_dir("no/such/a"), "x", 1));
	CHECK_INT(errno, ENOENT);
	CHECK(!output_save(dir, "x", 1));
	CHECK_INT(errno, EISDIR);
	CHECK(!output_save("/dev/full", "x", 1));
	CHECK_INT(errno, ENOSPC);
	CHECK_STR(content(in_dir("a")), "second");
	CHECK_INT(count_files(), 1);
}

static void
test_link(void)
{
	struct stat st;
	char to[256];

	snprintf(to, sizeof(to), "%s", in_dir("a"));
	CHECK(symlink(to, in_dir("link")) == 0);
	CHECK(output_save(in_dir("link"), "third", 5));
	CHECK(lstat(in_dir("link"), &st) == 0 && S_ISLNK(st.st_mode));
	CHECK_STR(content(to), "third");
}

static void *
read_pipe(void *text)
{
	int fd = open(in_dir("pipe"), O_RDONLY);
	ssize_t n = read(fd, text, 15);

	((char *)text)[n > 0 ? n : 0] = '\0';
	close(fd);
	return NULL;
}

static void
test_pipe(void)
{
	char text[16] = "";
	struct stat st;
	pthread_t t;
	char name[256];

	snprintf(name, sizeof(name), "%s", in_dir("pipe"));
	CHECK(mkfifo(name, 0600) == 0);
	pthread_create(&t, NULL, read_pipe, text);
	CHECK(output_save(name, "through", 7));
	pthread_join(t, NULL);
	CHECK_STR(text, "through");
	CHECK(stat(name, &st) == 0 && S_ISFIFO(st.st_mode));
}

int
main(void)
{
	if (mkdtemp(dir) == NULL)
		return 1;
	test_replacing();
	test_failing();
	test_link();
	test_pipe();
	unlink(in_dir("a"));
	unlink(in_dir("link"));
	unlink(in_dir("pipe"));
	CHECK(rmdir(dir) == 0);
	return test_done();
}
