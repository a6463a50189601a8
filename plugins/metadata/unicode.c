/* unicode.c -- characters, as this folder needs them. */
#include "unicode.h"

#include <string.h>

uint32_t
uni_wide_char(const char *p, const char *end, size_t *len)
{
	const uint8_t *s = (const uint8_t *)p;
	size_t room = (size_t)(end - p), n, i;
	uint32_t c;

	*len = 1;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0xfffd;
	n = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	if (n > room)
		return 0xfffd;
	c = s[0] & (0x7fu >> n);
	for (i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0xfffd;
		c = c << 6 | (s[i] & 0x3fu);
	}
	*len = n;
	return c;
}

size_t
uni_put(char *p, uint32_t c)
{
	if (c < 0x80) {
		p[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		p[0] = (char)(0xc0 | c >> 6);
		p[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		p[0] = (char)(0xe0 | c >> 12);
		p[1] = (char)(0x80 | (c >> 6 & 0x3f));
		p[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	p[0] = (char)(0xf0 | c >> 18);
	p[1] = (char)(0x80 | (c >> 12 & 0x3f));
	p[2] = (char)(0x80 | (c >> 6 & 0x3f));
	p[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

static bool
within(uint32_t c, uint32_t low, uint32_t high)
{
	return c >= low && c <= high;
}

/* Blocks in which capitals and small letters stand in pairs. */
static uint32_t
lower_pair(uint32_t c)
{
	if (c == 0x130)
		return 'i';
	if (c == 0x178)
		return 0xff;
	if (within(c, 0x139, 0x148) || within(c, 0x179, 0x17e))
		return c & 1 ? c + 1 : c; /* odd capitals */
	return c & 1 ? c : c + 1;
}

uint32_t
uni_lower(uint32_t c)
{
	static const uint16_t greek[][2] = { { 0x386, 0x3ac }, { 0x388, 0x3ad },
		{ 0x389, 0x3ae }, { 0x38a, 0x3af }, { 0x38c, 0x3cc },
		{ 0x38e, 0x3cd }, { 0x38f, 0x3ce } };

	if (c < 0x80)
		return within(c, 'A', 'Z') ? c + 0x20 : c;
	if (within(c, 0xc0, 0xde) && c != 0xd7)
		return c + 0x20;
	if ((within(c, 0x100, 0x17e) && c != 0x131 && c != 0x138 &&
		c != 0x149) ||
	    within(c, 0x218, 0x21b) || within(c, 0x48a, 0x4bf) ||
	    within(c, 0x1e00, 0x1e95) || within(c, 0x1ea0, 0x1eff))
		return lower_pair(c);
	for (size_t i = 0; i < sizeof(greek) / sizeof(greek[0]); i++)
		if (greek[i][0] == c)
			return greek[i][1];
	if (within(c, 0x391, 0x3ab) || within(c, 0x410, 0x42f))
		return c + 0x20;
	if (within(c, 0x400, 0x40f))
		return c + 0x50;
	return c;
}

bool
uni_is_upper(uint32_t c)
{
	return uni_lower(c) != c;
}

bool
uni_is_wide_space(uint32_t c)
{
	return c == 0x85 || c == 0xa0 || c == 0x1680 ||
	    within(c, 0x2000, 0x200a) || c == 0x2028 || c == 0x2029 ||
	    c == 0x202f || c == 0x205f || c == 0x3000;
}

bool
uni_is_ideograph(uint32_t c)
{
	return within(c, 0x3005, 0x3007) || within(c, 0x3040, 0x30ff) ||
	    within(c, 0x3400, 0x9fff) || within(c, 0xac00, 0xd7a3) ||
	    within(c, 0xf900, 0xfaff) || within(c, 0x20000, 0x3ffff);
}

bool
uni_is_wide_letter(uint32_t c)
{
	return c >= 0xaa && c != 0xd7 && c != 0xf7 && !within(c, 0xab, 0xb4) &&
	    !within(c, 0xb6, 0xb9) && !within(c, 0xbb, 0xbf) &&
	    !within(c, 0x2000, 0x2bff) && !within(c, 0x3000, 0x3004) &&
	    !within(c, 0x3008, 0x3030) && !within(c, 0xe000, 0xf8ff) &&
	    !within(c, 0xff00, 0xff20) && !within(c, 0xfff0, 0xffff) &&
	    !within(c, 0x1f000, 0x1faff) && uni_wide_digit(c) < 0 &&
	    c != 0x60c && c != 0x61b && c != 0x61f && c != 0x964;
}

int
uni_wide_digit(uint32_t c)
{
	static const uint32_t zeros[] = { 0x660, 0x6f0, 0x966, 0x9e6, 0xe50,
		0xff10 };

	for (size_t i = 0; i < sizeof(zeros) / sizeof(zeros[0]); i++)
		if (within(c, zeros[i], zeros[i] + 9))
			return (int)(c - zeros[i]);
	return -1;
}

bool
uni_listed(const char *list, const char *word, size_t n)
{
	char wanted[96];

	if (n == 0 || n >= sizeof(wanted) || memchr(word, '\0', n) != NULL)
		return false;
	memcpy(wanted, word, n);
	wanted[n] = '\0';
	for (const char *p = list; (p = strstr(p, wanted)) != NULL; p++)
		if ((p == list || p[-1] == ' ') &&
		    (p[n] == ' ' || p[n] == '\0'))
			return true;
	return false;
}

size_t
uni_fold(const char *p, size_t n, char *out, size_t cap)
{
	const char *end = p + n;
	size_t used = 0, len;

	while (p < end && used + 4 < cap) {
		uint32_t c = uni_char(p, end, &len);

		used += uni_put(out + used, uni_lower(c));
		p += len;
	}
	out[used] = '\0';
	return used;
}
