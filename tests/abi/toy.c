#include "toy.h"

#include <stdlib.h>
#include <time.h>

int32_t
toy_bid(const uint8_t *head, size_t n)
{
	/* the whole of a first line that nothing else begins with: 32 bits */
	return n >= 4 && memcmp(head, "TOY\n", 4) == 0 ? 32 : -1;
}

struct reader {
	const oct_api *a;
	oct_job *j;
	const oct_input *in;
	oct_node *article, *body;
	oct_status result;
};

static oct_node *
add_p(struct reader *r, const char *text, size_t n)
{
	oct_node *p = r->a->add(r->j, r->body, OCT_P);

	r->a->add_text(r->j, p, text, n);
	return p;
}

static void
begin_article(struct reader *r)
{
	r->article = r->a->add_article(r->j);
	r->body = r->a->part(r->article, OCT_BODY);
}

static void
add_image(struct reader *r, const char *url)
{
	oct_node *p = r->a->add(r->j, r->body, OCT_P);
	oct_node *image = r->a->add(r->j, p, OCT_IMAGE);

	r->a->set_int(r->j, image, OCT_P_RESOURCE,
	    r->a->add_resource(r->j, url, strlen(url)));
	oct_set(r->a, r->j, image, OCT_P_ALT, "a picture");
}

static void
add_link(struct reader *r, const char *url)
{
	oct_str s = r->a->resolve(r->j, url, strlen(url));
	oct_node *p = r->a->add(r->j, r->body, OCT_P);
	oct_node *link = r->a->add(r->j, p, OCT_LINK);

	r->a->set_str(r->j, link, OCT_P_HREF, s.p, s.n);
	r->a->add_text(r->j, link, "link", 4);
}

static void
show_option(struct reader *r, const char *name)
{
	const oct_options *o = r->a->options(r->j);
	oct_str s;
	char text[200];

	snprintf(text, sizeof(text), "%s=%lld", name,
	    (long long)r->a->opt_int(o, name));
	for (size_t i = 0; (s = r->a->opt_nth(o, name, i)).n != 0; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
		    " [%s]", s.p);
	add_p(r, text, strlen(text));
}

static void
show_extension(struct reader *r, const char *id)
{
	const char *is = r->a->extension(id);

	if (is == NULL)
		is = "none";
	add_p(r, is, strlen(is));
}

static void
show_file(struct reader *r, size_t n, const char *name)
{
	oct_str path, bytes;
	char text[600];
	int32_t is = r->a->opt_file(r->j, "toy-folder", n,
	    strcmp(name, ".") == 0 ? "" : name, &path, &bytes);

	snprintf(text, sizeof(text), "%d %s: %s.", (int)is, path.p, bytes.p);
	add_p(r, text, strlen(text));
}

static void
show_input(struct reader *r)
{
	const oct_input *in = r->in;
	char text[300];

	snprintf(text, sizeof(text),
	    "name=%s url=%s type=%s charset=%s padding=%d", in->name.p,
	    in->url.p, in->media_type.p, in->charset.p,
	    memcmp(in->data + in->len, "\0\0\0\0\0\0\0\0", 8) == 0);
	add_p(r, text, strlen(text));
}

static void
wait_long(struct reader *r, int times)
{
	const struct timespec ms = { 0, 1000000 };

	for (int i = 0; i < times && r->a->status(r->j) == OCT_OK; i++)
		nanosleep(&ms, NULL);
}

static void
run(struct reader *r, const char *word, const char *rest)
{
	int n = atoi(rest);

	if (strcmp(word, "p") == 0)
		add_p(r, rest, strlen(rest));
	else if (strcmp(word, "img") == 0)
		add_image(r, rest);
	else if (strcmp(word, "link") == 0)
		add_link(r, rest);
	else if (strcmp(word, "base") == 0)
		r->a->set_base(r->j, rest, strlen(rest));
	else if (strcmp(word, "title") == 0)
		r->a->add_field(r->j, r->article, OCT_M_TITLE, rest,
		    strlen(rest), "toy", 50);
	else if (strcmp(word, "article") == 0)
		begin_article(r);
	else if (strcmp(word, "option") == 0)
		show_option(r, rest);
	else if (strcmp(word, "extension") == 0)
		show_extension(r, rest);
	else if (strcmp(word, "file") == 0)
		show_file(r, (size_t)n, rest + strcspn(rest, " ") + 1);
	else if (strcmp(word, "input") == 0)
		show_input(r);
	else if (strcmp(word, "fail") == 0)
		r->a->fail(r->j, -n, "toy.fail", "the toy broke");
	else if (strcmp(word, "return") == 0)
		r->result = -n;
	else if (strcmp(word, "wait") == 0)
		wait_long(r, n);
	else if (strcmp(word, "grab") == 0)
		r->a->scratch(r->j, (size_t)n);
	else if (strcmp(word, "swear") == 0)
		r->a->add(r->j, r->a->add(r->j, r->body, OCT_TEXT), OCT_P);
}

oct_status
toy_read(void *inst, const oct_api *a, oct_job *j, const oct_input *in)
{
	struct reader r = { a, j, in, NULL, NULL, OCT_OK };
	const char *p = (const char *)in->data + 4;
	const char *end = (const char *)in->data + in->len;
	char line[300], *rest;

	(void)inst;
	if (p < end)
		begin_article(&r);
	while (p < end && a->status(j) == OCT_OK) {
		size_t n = strcspn(p, "\n");

		snprintf(line, sizeof(line), "%.*s", (int)n, p);
		rest = strchr(line, ' ');
		if (rest != NULL)
			*rest++ = '\0';
		run(&r, line, rest != NULL ? rest : "");
		p += n + 1;
	}
	return r.result != OCT_OK ? r.result : a->status(j);
}

static void
write_image(const oct_api *a, oct_job *j, const oct_node *n)
{
	oct_resource r = { .struct_size = sizeof(r) };
	char line[400];

	a->resource(j, (uint32_t)a->get_int(n, OCT_P_RESOURCE, 0), 1, &r);
	snprintf(line, sizeof(line), "<%s %s %zu %ux%u %02x%02x>", r.url.p,
	    r.media_type.n != 0 ? r.media_type.p : "none", r.len,
	    (unsigned)r.width, (unsigned)r.height, r.sha256[0], r.sha256[1]);
	oct_puts(a, j, line);
}

static void
write_node(const oct_api *a, oct_job *j, const oct_node *n)
{
	oct_str text = a->get_str(n, OCT_P_TEXT);

	switch (a->kind(n)) {
	case OCT_ARTICLE: oct_puts(a, j, "ARTICLE\n"); break;
	case OCT_FIELD:
		if (a->has(n, OCT_P_LOST))
			break;
		oct_puts(a, j, a->get_str(n, OCT_P_FROM).p);
		oct_puts(a, j, ": ");
		a->emit(j, text.p, text.n);
		oct_puts(a, j, "\n");
		break;
	case OCT_TEXT: a->emit(j, text.p, text.n); break;
	case OCT_IMAGE: write_image(a, j, n); break;
	case OCT_LINK:
		oct_puts(a, j, a->get_str(n, OCT_P_HREF).p);
		oct_puts(a, j, " ");
		break;
	default: break;
	}
}

oct_status
toy_write(void *inst, const oct_api *a, oct_job *j)
{
	struct oct_walk w = oct_walk_start(a->book(j));

	(void)inst;
	while (oct_walk_next(a, &w))
		if (w.enter)
			write_node(a, j, w.node);
		else if (a->kind(w.node) & OCT_BLOCK)
			oct_puts(a, j, "\n");
	return a->status(j);
}

/* Adds a paragraph to each article. */
oct_status
toy_edit(void *inst, const oct_api *a, oct_job *j)
{
	oct_node *n = a->first(a->book(j));

	(void)inst;
	for (; n != NULL; n = a->next(n))
		if (a->kind(n) == OCT_ARTICLE)
			a->add_text(j, a->add(j, a->part(n, OCT_BODY), OCT_P),
			    "edited", 6);
	return a->status(j);
}

oct_status
toy_validate(void *inst, const oct_api *a, oct_job *j, const oct_input *in)
{
	(void)inst;
	if (memcmp(in->data + in->len, "\0\0\0\0\0\0\0\0", 8) != 0)
		a->fail(j, OCT_EBUG, "toy.padding", "no zeros behind it");
	else if (memmem(in->data, in->len, "rot", 3) != NULL)
		a->fail(j, OCT_EINVALID, "toy.rot", "the toy is rotten");
	return a->status(j);
}
