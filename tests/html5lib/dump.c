/*
 * The parser, as a filter for the html5lib tests: html5lib.py sends cases, one
 * after the other, and reads the answers.
 *
 *	tree CONTEXT LENGTH\n BYTES
 *	tokens CONTENT LASTSTART LENGTH\n BYTES
 *
 * CONTEXT "-" is a document; "_" stands for a space in it.
 *
 * An answer is its length, a newline, and the bytes: the tree as dom_dump() has
 * it, or one line a token, strings in hexadecimal.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "tokenizer.h"

struct answer {
	char *p;
	size_t n;
};

static char *
read_bytes(size_t len)
{
	char *bytes = malloc(len + 1);

	if (bytes == NULL || fread(bytes, 1, len, stdin) != len)
		exit(2);
	return bytes;
}

static struct answer
tree(const char *bytes, size_t len, char *context)
{
	struct dom_options options = { .max_errors = 100 };
	struct answer answer = { 0 };
	struct dom *d;

	for (char *c = context; *c != '\0'; c++)
		if (*c == '_')
			*c = ' ';
	if (strcmp(context, "-") != 0)
		options.context = context;
	d = dom_parse(bytes, len, &options);
	answer.p = dom_dump(d,
	    options.context != NULL ? dom_first(d, DOM_ROOT) : DOM_ROOT,
	    &answer.n);
	dom_free(d);
	return answer;
}

static void
hex(FILE *out, struct dom_str s)
{
	if (s.p == NULL)
		fputs(" -", out);
	else
		fputs(" =", out);
	for (size_t i = 0; s.p != NULL && i < s.n; i++)
		fprintf(out, "%02x", (uint8_t)s.p[i]);
}

static void
print_token(FILE *out, const struct dom *d, const struct token *token)
{
	const struct dom_attr *attr = &d->attrs[d->attr_count];

	switch (token->type) {
	case TOKEN_EOF: break;
	case TOKEN_TEXT:
	case TOKEN_NULL:
		fputs("text", out);
		hex(out, token->text);
		break;
	case TOKEN_COMMENT:
		fputs("comment", out);
		hex(out, token->text);
		break;
	case TOKEN_START:
		fprintf(out, "start %d", token->self_closing);
		hex(out, dom_name_text(d, token->name));
		for (uint32_t i = 0; i < token->attr_count; i++) {
			hex(out, dom_name_text(d, attr[i].name));
			hex(out,
			    (struct dom_str){ attr[i].value, attr[i].length });
		}
		break;
	case TOKEN_END:
		fputs("end", out);
		hex(out, dom_name_text(d, token->name));
		break;
	case TOKEN_DOCTYPE:
		fprintf(out, "doctype %d", token->force_quirks);
		hex(out, token->doctype.name);
		hex(out, token->doctype.public_id);
		hex(out, token->doctype.system_id);
		break;
	}
	putc('\n', out);
}

static struct answer
tokens(const char *bytes, size_t len, enum content content, const char *last)
{
	struct dom *d =
	    dom_new(len, &(struct dom_options){ .max_errors = 100 });
	struct answer answer = { 0 };
	FILE *out = open_memstream(&answer.p, &answer.n);
	struct dom_str input = dom_input_normalise(d, bytes, len);
	struct tokenizer tk;

	dom_input_check(d, input.p, input.p + input.n);
	tokenizer_init(&tk, d, input.p, input.n);
	tk.cdata_allowed = content == CONTENT_CDATA;
	tokenizer_enter(&tk, content,
	    strcmp(last, "-") == 0 ? 0
				   : dom_name_intern(d, last, strlen(last)));
	do {
		tokenizer_next(&tk);
		print_token(out, d, &tk.token);
	} while (tk.token.type != TOKEN_EOF);
	fprintf(out, "errors");
	for (uint32_t i = 0; i < d->error_count; i++)
		fprintf(out, " %s", dom_error_text(d->errors[i].code));
	fclose(out);
	tokenizer_free(&tk);
	dom_free(d);
	return answer;
}

/* The next word of the line, in a buffer of 64 bytes; false: no more input. */
static bool
read_word(char *word)
{
	size_t n = 0;
	int c = getchar();

	while (c != EOF && c != ' ' && c != '\n' && n < 63) {
		word[n++] = (char)c;
		c = getchar();
	}
	word[n] = '\0';
	return n > 0;
}

static size_t
read_number(void)
{
	char word[64];

	return read_word(word) ? strtoul(word, NULL, 10) : 0;
}

int
main(void)
{
	char what[64], context[64];
	struct answer answer;
	size_t len, content;
	char *bytes;

	while (read_word(what)) {
		bool is_tree = strcmp(what, "tree") == 0;

		content = is_tree ? 0 : read_number();
		if (!read_word(context))
			return 2;
		len = read_number();
		bytes = read_bytes(len);
		answer = is_tree
		    ? tree(bytes, len, context)
		    : tokens(bytes, len, (enum content)content, context);
		printf("%zu\n", answer.n);
		fwrite(answer.p, 1, answer.n, stdout);
		fflush(stdout);
		free(answer.p);
		free(bytes);
	}
	return 0;
}
