#include "input.h"
#include "scan.h"

/* The bytes that [p, end) has without the CR of each CR LF. */
static size_t
normalised_length(const char *p, const char *end)
{
	size_t length = (size_t)(end - p);

	while ((p = scan_byte(p, end, '\r')) < end)
		length -= ++p < end && *p == '\n';
	return length;
}

struct dom_str
dom_input_normalise(struct dom *d, const char *utf8, size_t len)
{
	const char *p = utf8, *end = utf8 + len;
	const char *cr = len > 0 ? scan_byte(p, end, '\r') : end;
	size_t length;
	char *out, *to;

	if (cr == end)
		return (struct dom_str){ len > 0 ? utf8 : "", len };
	length = normalised_length(p, end);
	out = to = dom_alloc(d, length);
	if (out == NULL)
		return (struct dom_str){ NULL, 0 };
	for (; cr < end; cr = scan_byte(p, end, '\r')) {
		memcpy(to, p, (size_t)(cr - p));
		to += cr - p;
		p = cr + 1;
		if (p == end || *p != '\n')
			*to++ = '\n';
	}
	memcpy(to, p, (size_t)(end - p));
	return (struct dom_str){ out, length };
}

/* Is the character at p a noncharacter, a surrogate or a C1 control? */
static bool
is_odd_character(const uint8_t *p, size_t n, enum dom_error_code *code)
{
	*code = DOM_ERR_NONCHARACTER_IN_STREAM;
	if (n >= 2 && p[0] == 0xC2 && p[1] >= 0x80 && p[1] < 0xA0) {
		*code = DOM_ERR_CONTROL_IN_STREAM;
		return true;
	}
	if (n >= 3 && p[0] == 0xED && p[1] >= 0xA0) {
		*code = DOM_ERR_SURROGATE_IN_STREAM;
		return true;
	}
	if (n >= 3 && p[0] == 0xEF &&
	    ((p[1] == 0xB7 && p[2] >= 0x90 && p[2] <= 0xAF) ||
		(p[1] == 0xBF && p[2] >= 0xBE)))
		return true;
	if (n >= 4 && p[0] >= 0xF0 && (p[1] & 0x0F) == 0x0F && p[2] == 0xBF &&
	    p[3] >= 0xBE)
		return true;
	return false;
}

void
dom_input_check(struct dom *d, const char *p, const char *end)
{
	const char *counted = p;
	enum dom_error_code code;
	uint32_t line = 1;
	uint8_t c;

	for (; (p = scan_odd(p, end)) < end; p++) {
		c = (uint8_t)*p;
		if (c == 0x7F || (c < ' ' && c != '\0' && c != '\f'))
			code = DOM_ERR_CONTROL_IN_STREAM;
		else if (!is_odd_character(
			     (const uint8_t *)p, (size_t)(end - p), &code))
			continue;
		line += scan_lines(counted, p);
		counted = p;
		dom_error(d, code, line);
	}
}
