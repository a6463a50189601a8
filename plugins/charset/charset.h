/*
 * charset.h -- which encoding an input is in, and its text as UTF-8.
 *
 * The decision follows the WHATWG HTML standard, "Determining the character
 * encoding", with a detector where browsers fall back on the user's locale:
 *
 *	1. a byte order mark
 *	2. what the caller was told: the user (--input-encoding), then the
 *	   charset parameter of the media type
 *	3. for HTML, a <meta> or an XML declaration in the first 1024 bytes
 *	4. bytes that are valid UTF-8 are UTF-8
 *	5. for HTML, a <meta> further down
 *	6. uchardet's guess, made loadable on demand: its library is not even
 *	   opened before this step
 *	7. windows-1252
 *
 * One departure: a <meta> that names a legacy encoding is overruled, with a
 * message, by bytes that are valid UTF-8 and hold characters beyond ASCII.
 * Scrapers re-encode pages and leave the <meta> as it was, and text of a
 * legacy encoding is practically never valid UTF-8.
 *
 * Another: UTF-8 that was read as Latin-1 or windows-1252 and encoded again is
 * put right, with a message, where it is certain (twice.c), unless the user has
 * named the encoding.
 *
 * Labels mean what the WHATWG Encoding standard says ("iso-8859-1" means
 * windows-1252, "gb2312" GBK).  Decoding is iconv's.
 *
 * All functions are pure but for what they allocate and report through the
 * host, and may be called from any number of threads for different jobs.
 */
#ifndef CHARSET_H
#define CHARSET_H

#include <octavo/plugin.h>
#include <stdbool.h>

/* One encoding of the standard. */
struct charset {
	const char *name; /* the standard's: "windows-1252" */
	const char *iconv; /* iconv's name; NULL: decoded by ourselves */
	const char *labels; /* all of them, parted by single spaces */
};

/* The encoding that a label means, in any case of ASCII and with white space
 * around it; NULL for an unknown one. */
const struct charset *charset_find(const char *label, size_t n);

/* The encoding that these bytes of an HTML page declare ("prescan a byte stream
 * to determine its encoding"), or NULL.  Never UTF-16.  The standard scans
 * CHARSET_WINDOW bytes first and heeds a <meta> behind them by starting anew
 * ("changing the encoding while parsing"): a second call with all bytes. */
#define CHARSET_WINDOW ((size_t)1024)
const struct charset *charset_prescan(const uint8_t *, size_t n);

/* The encoding that a Unicode byte order mark gives, with the mark's length in
 * *len; NULL and 0 where there is none. */
const struct charset *charset_bom(const uint8_t *, size_t n, size_t *len);

/* uchardet's guess from at most the first 256 KB, or NULL where it has none or
 * its library can't be loaded. */
const struct charset *charset_guess(const uint8_t *, size_t n);

/* Loads all of iconv's tables and the detector, and keeps them: for a process
 * that is about to give up the right to open files. */
void charset_preload(void);

/* Length of the longest prefix that is valid UTF-8 (RFC 3629).  *found, unless
 * NULL, is set to what is in it. */
enum {
	CHARSET_BEYOND_ASCII = 1,
	CHARSET_TWICE = 2 /* it looks as if it had been encoded twice */
};
size_t charset_utf8_prefix(const uint8_t *, size_t n, unsigned *found);

/* How an encoding was found. */
enum charset_origin {
	CHARSET_BY_BOM,
	CHARSET_BY_USER,
	CHARSET_BY_MEDIA_TYPE,
	CHARSET_BY_META,
	CHARSET_BY_VALIDITY,
	CHARSET_BY_GUESS,
	CHARSET_BY_DEFAULT
};

/* The text of an input. */
struct charset_text {
	const char *p; /* valid UTF-8, NUL bytes included as they came, with
		eight zero bytes behind it that do not count; the input's own
		bytes where they could be used in place, else of the job */
	size_t n;
	const struct charset *charset;
	enum charset_origin origin;
	size_t replaced; /* bytes that became U+FFFD */
};

enum {
	CHARSET_HTML = 1, /* look for <meta> and an XML declaration */
};

/*
 * Decides and decodes.  Reports what was undecodable ("charset.replaced"), a
 * <meta> that was overruled ("charset.lying"), characters that were encoded
 * twice ("charset.twice"), labels that mean nothing
 * ("charset.unknown": the user's own fails the job with OCT_EOPTION).  An
 * encoding that this system's iconv can't open fails it with OCT_EUNSUPPORTED.
 * Returns the job's status; on failure the text is empty.
 */
oct_status charset_read(const oct_api *, oct_job *, const oct_input *,
    unsigned flags, struct charset_text *out);

#endif
