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
#include <time.h>
#include <unistd.h>

/* Where messages go: set once by message_init(), before any worker starts. */
static struct {
	int log; /* file descriptor, or -1 */
	int32_t least; /* severity shown */
	bool colour, progress;
	/* of the progress line, in seconds: when it was first and last shown */
	double begun, shown;
	size_t skipped; /* done when it began */
	FILE *kept; /* messages are kept for another process; or NULL */
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

/* A message as it is kept, followed by its code, text and input, each with its
 * NUL. */
struct kept {
	int32_t severity;
	uint32_t line, column;
	uint32_t size[3];
};

static void
keep(const oct_message *m)
{
	const char *const words[] = { m->code, m->text, m->input };
	struct kept k = { m->severity, m->line, m->column, { 0 } };

	for (int i = 0; i < 3; i++)
		k.size[i] = (uint32_t)strlen(words[i]) + 1;
	fwrite(&k, sizeof(k), 1, to.kept);
	for (int i = 0; i < 3; i++)
		fwrite(words[i], 1, k.size[i], to.kept);
}

void
message_alone(void)
{
	to.log = -1;
	to.progress = false;
}

void
message_keep(FILE *f)
{
	to.kept = f;
}

__attribute__((format(printf, 1, 0))) static void
say(const char *fmt, va_list ap)
{
	char line[2048];
	int n = snprintf(line, sizeof(line), "octavo: ");

	vsnprintf(line + n, sizeof(line) - (size_t)n - 1, fmt, ap);
	if (to.kept != NULL) {
		const oct_message m = { .severity = OCT_ERROR,
			.code = "command",
			.text = line + n,
			.input = "" };

		keep(&m);
		return;
	}
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

/* Where several messages are put together, to be written at once. */
struct lines {
	char *shown, *logged;
	size_t nshown, nlogged;
	FILE *show, *log; /* NULL: not asked for, or no memory */
};

static void
lines_begin(struct lines *l)
{
	l->shown = l->logged = NULL;
	l->show = open_memstream(&l->shown, &l->nshown);
	l->log = to.log >= 0 ? open_memstream(&l->logged, &l->nlogged) : NULL;
}

static void
lines_add(struct lines *l, const oct_message *m)
{
	if (l->show != NULL && m->severity >= to.least)
		put_line(l->show, m);
	if (l->log != NULL)
		put_json(l->log, m);
}

static void
lines_end(struct lines *l)
{
	if (l->show != NULL && fclose(l->show) == 0)
		write_all(STDERR_FILENO, l->shown, l->nshown);
	if (l->log != NULL && fclose(l->log) == 0)
		write_all(to.log, l->logged, l->nlogged);
	free(l->shown);
	free(l->logged);
}

size_t
message_job(const oct_job *job, size_t from)
{
	oct_message m = { .struct_size = sizeof(m) };
	struct lines l;

	if (to.kept != NULL) {
		for (; oct_job_message(job, from, &m); from++)
			keep(&m);
		return from;
	}
	lines_begin(&l);
	for (; oct_job_message(job, from, &m); from++)
		lines_add(&l, &m);
	lines_end(&l);
	return from;
}

/* The next message of those kept, checked; NULL at the end or where there is
 * none that is whole. */
static const char *
next_kept(const char *p, const char *end, oct_message *m)
{
	const char **const words[] = { &m->code, &m->text, &m->input };
	struct kept k;

	if ((size_t)(end - p) < sizeof(k))
		return NULL;
	memcpy(&k, p, sizeof(k));
	p += sizeof(k);
	for (int i = 0; i < 3; i++) {
		if (k.size[i] == 0 || k.size[i] > (size_t)(end - p) ||
		    p[k.size[i] - 1] != '\0')
			return NULL;
		*words[i] = p;
		p += k.size[i];
	}
	m->severity = k.severity < OCT_INFO ? OCT_INFO
	    : k.severity > OCT_ERROR        ? OCT_ERROR
					    : k.severity;
	m->line = k.line;
	m->column = k.column;
	return p;
}

void
message_kept(const char *p, size_t n)
{
	const char *end = p + n;
	oct_message m;
	struct lines l;

	lines_begin(&l);
	while ((p = next_kept(p, end, &m)) != NULL)
		lines_add(&l, &m);
	lines_end(&l);
}

void
message_say(
    int32_t severity, const char *code, const char *input, const char *fmt, ...)
{
	char text[1024];
	oct_message m = {
		.severity = severity, .code = code, .input = input, .text = text
	};
	struct lines l;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	lines_begin(&l);
	lines_add(&l, &m);
	lines_end(&l);
}

/* "3 h 20 min", "40 s" */
static void
tell_time(char *text, size_t room, double seconds)
{
	uint64_t s = (uint64_t)seconds + 1;

	if (s >= 3600)
		snprintf(text, room, "%llu h %llu min",
		    (unsigned long long)(s / 3600),
		    (unsigned long long)(s / 60 % 60));
	else if (s >= 120)
		snprintf(text, room, "%llu min", (unsigned long long)(s / 60));
	else
		snprintf(text, room, "%llu s", (unsigned long long)s);
}

void
message_progress(size_t done, size_t all, size_t failed)
{
	char line[200], left[40], bad[40] = "";
	struct timespec t;
	double now, rate;

	if (!to.progress)
		return;
	clock_gettime(CLOCK_MONOTONIC, &t);
	now = (double)t.tv_sec + (double)t.tv_nsec / 1e9;
	if (done >= all) {
		write_all(STDERR_FILENO, "\r\033[K", 4);
		return;
	}
	/* a terminal need not show more than 10 lines a second */
	if (to.begun != 0 && now - to.shown < 0.1)
		return;
	if (to.begun == 0) {
		to.begun = now;
		to.skipped = done;
	}
	to.shown = now;
	rate =
	    now > to.begun ? (double)(done - to.skipped) / (now - to.begun) : 0;
	if (failed != 0)
		snprintf(bad, sizeof(bad), ", %zu failed", failed);
	if (rate > 0) {
		tell_time(left, sizeof(left), (double)(all - done) / rate);
		snprintf(line, sizeof(line),
		    "\r\033[K%zu of %zu%s, %.*f a second, %s left", done, all,
		    bad, rate < 10, rate, left);
	} else {
		snprintf(
		    line, sizeof(line), "\r\033[K%zu of %zu%s", done, all, bad);
	}
	write_all(STDERR_FILENO, line, strlen(line));
}
