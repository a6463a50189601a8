/* 13.2.6.4.1: which mode a doctype puts the page in. */
#include "tree.h"

/* Beginnings of public identifiers that mean quirks mode, in small letters. */
static const char *const quirks_prefixes[] = {
	"+//silmaril//dtd html pro v0r11 19970101//",
	"-//as//dtd html 3.0 aswedit + extensions//",
	"-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
	"-//ietf//dtd html 2.0 level 1//",
	"-//ietf//dtd html 2.0 level 2//",
	"-//ietf//dtd html 2.0 strict level 1//",
	"-//ietf//dtd html 2.0 strict level 2//",
	"-//ietf//dtd html 2.0 strict//",
	"-//ietf//dtd html 2.0//",
	"-//ietf//dtd html 2.1e//",
	"-//ietf//dtd html 3.0//",
	"-//ietf//dtd html 3.2 final//",
	"-//ietf//dtd html 3.2//",
	"-//ietf//dtd html 3//",
	"-//ietf//dtd html level 0//",
	"-//ietf//dtd html level 1//",
	"-//ietf//dtd html level 2//",
	"-//ietf//dtd html level 3//",
	"-//ietf//dtd html strict level 0//",
	"-//ietf//dtd html strict level 1//",
	"-//ietf//dtd html strict level 2//",
	"-//ietf//dtd html strict level 3//",
	"-//ietf//dtd html strict//",
	"-//ietf//dtd html//",
	"-//metrius//dtd metrius presentational//",
	"-//microsoft//dtd internet explorer 2.0 html strict//",
	"-//microsoft//dtd internet explorer 2.0 html//",
	"-//microsoft//dtd internet explorer 2.0 tables//",
	"-//microsoft//dtd internet explorer 3.0 html strict//",
	"-//microsoft//dtd internet explorer 3.0 html//",
	"-//microsoft//dtd internet explorer 3.0 tables//",
	"-//netscape comm. corp.//dtd html//",
	"-//netscape comm. corp.//dtd strict html//",
	"-//o'reilly and associates//dtd html 2.0//",
	"-//o'reilly and associates//dtd html extended 1.0//",
	"-//o'reilly and associates//dtd html extended relaxed 1.0//",
	"-//sq//dtd html 2.0 hotmetal + extensions//",
	("-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to "
	 "html 4.0//"),
	"-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
	"-//spyglass//dtd html 2.0 extended//",
	"-//sun microsystems corp.//dtd hotjava html//",
	"-//sun microsystems corp.//dtd hotjava strict html//",
	"-//w3c//dtd html 3 1995-03-24//",
	"-//w3c//dtd html 3.2 draft//",
	"-//w3c//dtd html 3.2 final//",
	"-//w3c//dtd html 3.2//",
	"-//w3c//dtd html 3.2s draft//",
	"-//w3c//dtd html 4.0 frameset//",
	"-//w3c//dtd html 4.0 transitional//",
	"-//w3c//dtd html experimental 19960712//",
	"-//w3c//dtd html experimental 970421//",
	"-//w3c//dtd w3 html//",
	"-//w3o//dtd w3 html 3.0//",
	"-//webtechs//dtd mozilla html 2.0//",
	"-//webtechs//dtd mozilla html//",
};

static bool
starts(struct dom_str text, const char *lower)
{
	return text.p != NULL &&
	    begins_with(text.p, text.p + text.n, lower, strlen(lower));
}

enum dom_mode
tree_doctype_mode(const struct token *token)
{
	const struct dom_doctype *doctype = &token->doctype;
	struct dom_str id = doctype->public_id, system = doctype->system_id;
	bool html401 = starts(id, "-//w3c//dtd html 4.01 frameset//") ||
	    starts(id, "-//w3c//dtd html 4.01 transitional//");

	if (token->force_quirks || !text_is(doctype->name, "html") ||
	    text_is(id, "-//w3o//dtd w3 html strict 3.0//en//") ||
	    text_is(id, "-/w3c/dtd html 4.0 transitional/en") ||
	    text_is(id, "html") ||
	    text_is(system,
		"http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd"))
		return DOM_QUIRKS;
	for (size_t i = 0;
	     i < sizeof(quirks_prefixes) / sizeof(*quirks_prefixes); i++)
		if (starts(id, quirks_prefixes[i]))
			return DOM_QUIRKS;
	if (html401)
		return system.p == NULL ? DOM_QUIRKS : DOM_LIMITED_QUIRKS;
	if (starts(id, "-//w3c//dtd xhtml 1.0 frameset//") ||
	    starts(id, "-//w3c//dtd xhtml 1.0 transitional//"))
		return DOM_LIMITED_QUIRKS;
	return DOM_NO_QUIRKS;
}
