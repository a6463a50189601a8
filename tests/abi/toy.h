/*
 * toy.h -- a format for tests: each line is a command for the reader.
 *
 *	TOY			the first line
 *	p TEXT			a paragraph
 *	img URL			an image; the writer shows what became of it
 *	link URL		a link, resolved
 *	base URL		the base of later links
 *	title TEXT		a metadata field
 *	article			a further article
 *	option NAME		a paragraph with the option's value
 *	extension ID		a paragraph with what the extension is
 *	file N NAME		a paragraph with the file NAME ("." for "") of
 *				the N-th --toy-folder: its path and bytes
 *	input			a paragraph with what the host says of the input
 *	fail N			stops with status -N
 *	return N		returns -N without a word
 *	wait N			asks for the status N times, a millisecond apart
 *	grab N			N bytes of memory
 *	swear			puts a block where none may stand
 *
 * It is valid unless "rot" stands in it.
 */
#ifndef TOY_H
#define TOY_H

#include <octavo/sugar.h>

oct_status toy_read(void *, const oct_api *, oct_job *, const oct_input *);
oct_status toy_write(void *, const oct_api *, oct_job *);
oct_status toy_edit(void *, const oct_api *, oct_job *);
oct_status toy_validate(void *, const oct_api *, oct_job *, const oct_input *);
int32_t toy_bid(const uint8_t *, size_t);

#endif
