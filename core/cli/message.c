#include "message.h"

#include "args.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where messages go: set once by message_init(), before any worker starts. */
static struct {
	int log; /* file descriptor, or -1 */
	int32_t least; /* severity shown */
	bool colour, progress;
} to = { .log = -1, .least = OCT_WARNING };

static void
write_all(int fd, const char *p, size_t n)
{
	ssize_t done;

	while (n != 0) {
		done = write(fd, p, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return; /* nobody is left to be told */
		p += done;
		n -= (size_t)done;
	}
}

void
message_init(const struct args *a)
{
	const char *term = getenv("TERM"), *plain = getenv("NO_COLOR");
	bool terminal =
	    isatty(STDERR_FILENO) && term != NULL && strcmp(term, "dumb") != 0;

	to.least = a->quiet ? OCT_ERROR : a->verbose ? OCT_INFO : OCT_WARNING;
	to.colour = terminal && (plain == NULL || *plain == '\0');
	to.progress = terminal && !a->quiet;
	if (a->log == NULL)
		return;
	to.log = open(
	    a->log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0666);
	if (to.log < 0)
		die(EXIT_IO, "%s: can't write the log: %s", a->log,
		    strerror(errno));
}

__attribute__((format(printf, 1, 0))) static void
say(const char *fmt, va_list ap)
{
	char line[2048];
	int n = snprintf(line, sizeof(line), "octavo: ");

	vsnprintf(line + n, sizeof(line) - (size_t)n - 1, fmt, ap);
	strcat(line, "\n");
	write_all(STDERR_FILENO, line, strlen(line));
}

void
die(int code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
	exit(code);
}

void
complain(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(fmt, ap);
	va_end(ap);
}

/* Control characters in a file's name or a message must not drive the
 * terminal. */
static void
put_safe(FILE *f, const char *s)
{
	for (; *s != '\0'; s++)
		fputc((unsigned char)*s < 0x20 || *s == 0x7f ? '?' : *s, f);
}

static void
put_line(FILE *f, const oct_message *m)
{
	static const char *const colours[] = { "36", "33", "33", "31" };

	fputs("octavo: ", f);
	if (to.colour)
		fprintf(f, "\033[1m");
	if (*m->input != '\0') {
		put_safe(f, m->input);
		if (m->line != 0)
			fprintf(f, ":%u", (unsigned)m->line);
		fputs(": ", f);
	}
	if (to.colour)
		fprintf(f, "\033[0;%sm", colours[m->severity & 3]);
	put_safe(f, m->text);
	fputs(to.colour ? "\033[0m\n" : "\n", f);
}

static void
put_json(FILE *f, const oct_message *m)
{
	static const char *const names[] = { "note", "warning", "loss",
		"error" };
	json_t *o = json_pack("{s:s, s:s, s:s*, s:s*}", "severity",
	    names[m->severity & 3], "code", m->code, "input",
	    *m->input != '\0' ? m->input : NULL, "text", m->text);

	if (o == NULL) /* a file name that is not UTF-8 */
		o = json_pack("{s:s, s:s, s:s*}", "severity",
		    names[m->severity & 3], "code", m->code, "text", m->text);
	if (m->line != 0)
		json_object_set_new(o, "line", json_integer(m->line));
	if (m->column != 0)
		json_object_set_new(o, "column", json_integer(m->column));
	json_dumpf(o, f, JSON_COMPACT);
	fputc('\n', f);
	json_decref(o);
}

size_t
message_job(const oct_job *job, size_t from)
{
	oct_message m = { .struct_size = sizeof(m) };
	char *lines = NULL, *records = NULL;
	size_t nlines = 0, nrecords = 0;
	FILE *f = open_memstream(&lines, &nlines);
	FILE *g = to.log >= 0 ? open_memstream(&records, &nrecords) : NULL;

	for (; f != NULL && oct_job_message(job, from, &m); from++) {
		if (m.severity >= to.least)
			put_line(f, &m);
		if (g != NULL)
			put_json(g, &m);
	}
	if (f != NULL && fclose(f) == 0)
		write_all(STDERR_FILENO, lines, nlines);
	if (g != NULL && fclose(g) == 0)
		write_all(to.log, records, nrecords);
	free(lines);
	free(records);
	return from;
}

void
message_progress(size_t done, size_t all, size_t failed)
{
	char line[160];

	if (!to.progress)
		return;
	if (done >= all)
		snprintf(line, sizeof(line), "\r\033[K");
	else if (failed == 0)
		snprintf(line, sizeof(line), "\r\033[K%zu of %zu", done, all);
	else
		snprintf(line, sizeof(line), "\r\033[K%zu of %zu, %zu failed",
		    done, all, failed);
	write_all(STDERR_FILENO, line, strlen(line));
}
