/* text.c: slices of text, and arrays that map_grow in the job's memory. */
#include "map.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "unicode.h"

oct_str
map_str_of(struct dom_str s)
{
	return (oct_str){ s.p != NULL ? s.p : "", s.p != NULL ? s.n : 0 };
}

bool
map_is_nocase(struct dom_str s, const char *text)
{
	return s.p != NULL && s.n == strlen(text) &&
	    strncasecmp(s.p, text, s.n) == 0;
}

bool
map_starts(const char *p, size_t n, const char *word)
{
	size_t len = strlen(word);

	return n >= len && strncasecmp(p, word, len) == 0;
}

size_t
map_find_word(struct dom_str s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= s.n; i++)
		if (((s.p[i] ^ word[0]) & ~0x20) == 0 &&
		    strncasecmp(s.p + i, word, n) == 0)
			return i;
	return s.n;
}

bool
map_has_word(struct dom_str s, const char *word)
{
	return map_find_word(s, word) < s.n;
}

struct dom_str
map_trim(struct dom_str s)
{
	while (s.n > 0 && map_is_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && map_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool
map_is_spacer(struct dom_str s)
{
	const char *p = s.p, *end = s.p + s.n;
	size_t len;

	for (; p < end; p += len)
		if (!uni_is_invisible(uni_char(p, end, &len)))
			return false;
	return true;
}

int32_t
map_to_int(struct dom_str s, int32_t otherwise)
{
	bool minus;
	int32_t value = 0;
	size_t i;

	s = map_trim(s);
	minus = s.n > 0 && s.p[0] == '-';
	i = s.n > 0 && (minus || s.p[0] == '+');
	if (i >= s.n || !isdigit((unsigned char)s.p[i]))
		return otherwise;
	for (; i < s.n && isdigit((unsigned char)s.p[i]); i++) {
		if (value > 100000000)
			return otherwise;
		value = value * 10 + (s.p[i] - '0');
	}
	return minus ? -value : value;
}

void *
map_grow(struct map *m, void *old, uint32_t count, uint32_t *room, size_t size)
{
	uint32_t more = *room == 0 ? 16 : *room * 2;
	void *new;

	if (count < *room)
		return old;
	new = m->api->scratch(m->job, more * size);
	if (new == NULL)
		return old;
	if (count != 0)
		memcpy(new, old, count * size);
	*room = more;
	return new;
}

void
map_buf_add(struct map *m, const char *p, size_t n)
{
	size_t room = m->buf_room != 0 ? m->buf_room : 1024;
	char *new;

	while (room < m->buf_len + n)
		room *= 2;
	if (room != m->buf_room) {
		new = m->api->scratch(m->job, room);
		if (new == NULL)
			return;
		if (m->buf_len != 0)
			memcpy(new, m->buf, m->buf_len);
		m->buf = new;
		m->buf_room = room;
	}
	if (n != 0)
		memcpy(m->buf + m->buf_len, p, n);
	m->buf_len += n;
}

void
map_buf_puts(struct map *m, const char *s)
{
	map_buf_add(m, s, strlen(s));
}
