/* 13.2.6.5 Foreign content: svg and math. */
#include "tree.h"

struct adjusted {
	uint16_t from, to;
};

/* "Adjust SVG attributes", and the names of elements in 13.2.6.5.  Names that
 * are listed, so that both spellings have numbers. */
static const struct adjusted svg_elements[] = {
	{ DOM_ALTGLYPH, DOM_ALT_GLYPH },
	{ DOM_ALTGLYPHDEF, DOM_ALT_GLYPH_DEF },
	{ DOM_ALTGLYPHITEM, DOM_ALT_GLYPH_ITEM },
	{ DOM_ANIMATECOLOR, DOM_ANIMATE_COLOR },
	{ DOM_ANIMATEMOTION, DOM_ANIMATE_MOTION },
	{ DOM_ANIMATETRANSFORM, DOM_ANIMATE_TRANSFORM },
	{ DOM_CLIPPATH, DOM_CLIP_PATH },
	{ DOM_FEBLEND, DOM_FE_BLEND },
	{ DOM_FECOLORMATRIX, DOM_FE_COLOR_MATRIX },
	{ DOM_FECOMPONENTTRANSFER, DOM_FE_COMPONENT_TRANSFER },
	{ DOM_FECOMPOSITE, DOM_FE_COMPOSITE },
	{ DOM_FECONVOLVEMATRIX, DOM_FE_CONVOLVE_MATRIX },
	{ DOM_FEDIFFUSELIGHTING, DOM_FE_DIFFUSE_LIGHTING },
	{ DOM_FEDISPLACEMENTMAP, DOM_FE_DISPLACEMENT_MAP },
	{ DOM_FEDISTANTLIGHT, DOM_FE_DISTANT_LIGHT },
	{ DOM_FEDROPSHADOW, DOM_FE_DROP_SHADOW },
	{ DOM_FEFLOOD, DOM_FE_FLOOD },
	{ DOM_FEFUNCA, DOM_FE_FUNC_A },
	{ DOM_FEFUNCB, DOM_FE_FUNC_B },
	{ DOM_FEFUNCG, DOM_FE_FUNC_G },
	{ DOM_FEFUNCR, DOM_FE_FUNC_R },
	{ DOM_FEGAUSSIANBLUR, DOM_FE_GAUSSIAN_BLUR },
	{ DOM_FEIMAGE, DOM_FE_IMAGE },
	{ DOM_FEMERGE, DOM_FE_MERGE },
	{ DOM_FEMERGENODE, DOM_FE_MERGE_NODE },
	{ DOM_FEMORPHOLOGY, DOM_FE_MORPHOLOGY },
	{ DOM_FEOFFSET, DOM_FE_OFFSET },
	{ DOM_FEPOINTLIGHT, DOM_FE_POINT_LIGHT },
	{ DOM_FESPECULARLIGHTING, DOM_FE_SPECULAR_LIGHTING },
	{ DOM_FESPOTLIGHT, DOM_FE_SPOT_LIGHT },
	{ DOM_FETILE, DOM_FE_TILE },
	{ DOM_FETURBULENCE, DOM_FE_TURBULENCE },
	{ DOM_FOREIGNOBJECT, DOM_FOREIGN_OBJECT },
	{ DOM_GLYPHREF, DOM_GLYPH_REF },
	{ DOM_LINEARGRADIENT, DOM_LINEAR_GRADIENT },
	{ DOM_RADIALGRADIENT, DOM_RADIAL_GRADIENT },
	{ DOM_TEXTPATH, DOM_TEXT_PATH },
};

/* "Adjust SVG attributes": small letters to the spelling of SVG. */
static const struct adjusted svg_attributes[] = {
	{ DOM_ATTR_ATTRIBUTENAME, DOM_ATTR_ATTRIBUTE_NAME },
	{ DOM_ATTR_ATTRIBUTETYPE, DOM_ATTR_ATTRIBUTE_TYPE },
	{ DOM_ATTR_BASEFREQUENCY, DOM_ATTR_BASE_FREQUENCY },
	{ DOM_ATTR_BASEPROFILE, DOM_ATTR_BASE_PROFILE },
	{ DOM_ATTR_CALCMODE, DOM_ATTR_CALC_MODE },
	{ DOM_ATTR_CLIPPATHUNITS, DOM_ATTR_CLIP_PATH_UNITS },
	{ DOM_ATTR_DIFFUSECONSTANT, DOM_ATTR_DIFFUSE_CONSTANT },
	{ DOM_ATTR_EDGEMODE, DOM_ATTR_EDGE_MODE },
	{ DOM_ATTR_FILTERUNITS, DOM_ATTR_FILTER_UNITS },
	{ DOM_ATTR_GLYPHREF, DOM_ATTR_GLYPH_REF },
	{ DOM_ATTR_GRADIENTTRANSFORM, DOM_ATTR_GRADIENT_TRANSFORM },
	{ DOM_ATTR_GRADIENTUNITS, DOM_ATTR_GRADIENT_UNITS },
	{ DOM_ATTR_KERNELMATRIX, DOM_ATTR_KERNEL_MATRIX },
	{ DOM_ATTR_KERNELUNITLENGTH, DOM_ATTR_KERNEL_UNIT_LENGTH },
	{ DOM_ATTR_KEYPOINTS, DOM_ATTR_KEY_POINTS },
	{ DOM_ATTR_KEYSPLINES, DOM_ATTR_KEY_SPLINES },
	{ DOM_ATTR_KEYTIMES, DOM_ATTR_KEY_TIMES },
	{ DOM_ATTR_LENGTHADJUST, DOM_ATTR_LENGTH_ADJUST },
	{ DOM_ATTR_LIMITINGCONEANGLE, DOM_ATTR_LIMITING_CONE_ANGLE },
	{ DOM_ATTR_MARKERHEIGHT, DOM_ATTR_MARKER_HEIGHT },
	{ DOM_ATTR_MARKERUNITS, DOM_ATTR_MARKER_UNITS },
	{ DOM_ATTR_MARKERWIDTH, DOM_ATTR_MARKER_WIDTH },
	{ DOM_ATTR_MASKCONTENTUNITS, DOM_ATTR_MASK_CONTENT_UNITS },
	{ DOM_ATTR_MASKUNITS, DOM_ATTR_MASK_UNITS },
	{ DOM_ATTR_NUMOCTAVES, DOM_ATTR_NUM_OCTAVES },
	{ DOM_ATTR_PATHLENGTH, DOM_ATTR_PATH_LENGTH },
	{ DOM_ATTR_PATTERNCONTENTUNITS, DOM_ATTR_PATTERN_CONTENT_UNITS },
	{ DOM_ATTR_PATTERNTRANSFORM, DOM_ATTR_PATTERN_TRANSFORM },
	{ DOM_ATTR_PATTERNUNITS, DOM_ATTR_PATTERN_UNITS },
	{ DOM_ATTR_POINTSATX, DOM_ATTR_POINTS_AT_X },
	{ DOM_ATTR_POINTSATY, DOM_ATTR_POINTS_AT_Y },
	{ DOM_ATTR_POINTSATZ, DOM_ATTR_POINTS_AT_Z },
	{ DOM_ATTR_PRESERVEALPHA, DOM_ATTR_PRESERVE_ALPHA },
	{ DOM_ATTR_PRESERVEASPECTRATIO, DOM_ATTR_PRESERVE_ASPECT_RATIO },
	{ DOM_ATTR_PRIMITIVEUNITS, DOM_ATTR_PRIMITIVE_UNITS },
	{ DOM_ATTR_REFX, DOM_ATTR_REF_X },
	{ DOM_ATTR_REFY, DOM_ATTR_REF_Y },
	{ DOM_ATTR_REPEATCOUNT, DOM_ATTR_REPEAT_COUNT },
	{ DOM_ATTR_REPEATDUR, DOM_ATTR_REPEAT_DUR },
	{ DOM_ATTR_REQUIREDEXTENSIONS, DOM_ATTR_REQUIRED_EXTENSIONS },
	{ DOM_ATTR_REQUIREDFEATURES, DOM_ATTR_REQUIRED_FEATURES },
	{ DOM_ATTR_SPECULARCONSTANT, DOM_ATTR_SPECULAR_CONSTANT },
	{ DOM_ATTR_SPECULAREXPONENT, DOM_ATTR_SPECULAR_EXPONENT },
	{ DOM_ATTR_SPREADMETHOD, DOM_ATTR_SPREAD_METHOD },
	{ DOM_ATTR_STARTOFFSET, DOM_ATTR_START_OFFSET },
	{ DOM_ATTR_STDDEVIATION, DOM_ATTR_STD_DEVIATION },
	{ DOM_ATTR_STITCHTILES, DOM_ATTR_STITCH_TILES },
	{ DOM_ATTR_SURFACESCALE, DOM_ATTR_SURFACE_SCALE },
	{ DOM_ATTR_SYSTEMLANGUAGE, DOM_ATTR_SYSTEM_LANGUAGE },
	{ DOM_ATTR_TABLEVALUES, DOM_ATTR_TABLE_VALUES },
	{ DOM_ATTR_TARGETX, DOM_ATTR_TARGET_X },
	{ DOM_ATTR_TARGETY, DOM_ATTR_TARGET_Y },
	{ DOM_ATTR_TEXTLENGTH, DOM_ATTR_TEXT_LENGTH },
	{ DOM_ATTR_VIEWBOX, DOM_ATTR_VIEW_BOX },
	{ DOM_ATTR_VIEWTARGET, DOM_ATTR_VIEW_TARGET },
	{ DOM_ATTR_XCHANNELSELECTOR, DOM_ATTR_X_CHANNEL_SELECTOR },
	{ DOM_ATTR_YCHANNELSELECTOR, DOM_ATTR_Y_CHANNEL_SELECTOR },
	{ DOM_ATTR_ZOOMANDPAN, DOM_ATTR_ZOOM_AND_PAN },
};

static uint32_t
adjust(const struct adjusted *table, size_t count, uint32_t name)
{
	for (size_t i = 0; i < count; i++)
		if (table[i].from == name)
			return table[i].to;
	return name;
}
#define ADJUST(table, name) \
	adjust((table), sizeof(table) / sizeof(*(table)), (name))

/* "Adjust foreign attributes". */
static enum dom_namespace
attribute_namespace(uint32_t name)
{
	switch (name) {
	case DOM_ATTR_XLINK_ACTUATE:
	case DOM_ATTR_XLINK_ARCROLE:
	case DOM_ATTR_XLINK_HREF:
	case DOM_ATTR_XLINK_ROLE:
	case DOM_ATTR_XLINK_SHOW:
	case DOM_ATTR_XLINK_TITLE:
	case DOM_ATTR_XLINK_TYPE: return DOM_NS_XLINK;
	case DOM_ATTR_XML_LANG:
	case DOM_ATTR_XML_SPACE: return DOM_NS_XML;
	case DOM_ATTR_XMLNS:
	case DOM_ATTR_XMLNS_XLINK: return DOM_NS_XMLNS;
	default: return DOM_NS_NONE;
	}
}

void
tree_adjust_attributes(struct tree *t, struct token *token, bool svg)
{
	struct dom_attr *attr = &t->d->attrs[t->d->attr_count];

	for (uint32_t i = 0; i < token->attr_count; i++, attr++) {
		if (svg)
			attr->name =
			    ADJUST(svg_attributes, attr->name) & 0xFFFFFF;
		else if (attr->name == DOM_ATTR_DEFINITIONURL)
			attr->name = DOM_ATTR_DEFINITION_URL;
		attr->ns = attribute_namespace(attr->name);
	}
}

static void
text(struct tree *t, struct token *token)
{
	struct token rest = *token;

	tree_insert_text(t, token->text, token->line);
	tree_take_space(&rest);
	if (rest.text.n > 0)
		t->frameset_ok = false;
}

/* HTML start tags that cannot be meant to be in svg or math. */
static bool
breaks_out(const struct tree *t, const struct token *token)
{
	const struct dom_attr *attr = &t->d->attrs[t->d->attr_count];

	switch (token->name) {
	case DOM_B:
	case DOM_BIG:
	case DOM_BLOCKQUOTE:
	case DOM_BODY:
	case DOM_BR:
	case DOM_CENTER:
	case DOM_CODE:
	case DOM_DD:
	case DOM_DIV:
	case DOM_DL:
	case DOM_DT:
	case DOM_EM:
	case DOM_EMBED:
	case DOM_H1:
	case DOM_H2:
	case DOM_H3:
	case DOM_H4:
	case DOM_H5:
	case DOM_H6:
	case DOM_HEAD:
	case DOM_HR:
	case DOM_I:
	case DOM_IMG:
	case DOM_LI:
	case DOM_LISTING:
	case DOM_MENU:
	case DOM_META:
	case DOM_NOBR:
	case DOM_OL:
	case DOM_P:
	case DOM_PRE:
	case DOM_RUBY:
	case DOM_S:
	case DOM_SMALL:
	case DOM_SPAN:
	case DOM_STRONG:
	case DOM_STRIKE:
	case DOM_SUB:
	case DOM_SUP:
	case DOM_TABLE:
	case DOM_TT:
	case DOM_U:
	case DOM_UL:
	case DOM_VAR: return true;
	case DOM_FONT:
		for (uint32_t i = 0; i < token->attr_count; i++)
			if (attr[i].name == DOM_ATTR_COLOR ||
			    attr[i].name == DOM_ATTR_FACE ||
			    attr[i].name == DOM_ATTR_SIZE)
				return true;
		return false;
	default: return false;
	}
}

/* May HTML stand in the element? */
static bool
is_html_or_integration_point(const struct tree *t, const struct open *open)
{
	if (open->key >> 24 == DOM_NS_HTML)
		return true;
	if (open->key == MATHML(DOM_ANNOTATION_XML))
		return tree_holds_html(t, open->node);
	return open->traits & SCOPE; /* the integration points, and only they */
}

static enum step
break_out(struct tree *t, struct token *token)
{
	tree_error(t, DOM_ERR_UNEXPECTED_START_TAG, token);
	while (!is_html_or_integration_point(t, current(t)))
		tree_pop(t);
	return tree_process_as(t, token, t->mode);
}

static enum step
start_tag(struct tree *t, struct token *token)
{
	uint32_t key = tree_adjusted_key(t);
	enum dom_namespace ns = (enum dom_namespace)(key >> 24);

	if (breaks_out(t, token))
		return break_out(t, token);
	if (ns == DOM_NS_SVG)
		token->name = ADJUST(svg_elements, token->name);
	tree_adjust_attributes(t, token, ns == DOM_NS_SVG);
	tree_insert_foreign(t, token, ns);
	return DONE;
}

/* Names are compared in small letters, as the tag has them. */
static bool
has_tag_name(uint32_t key, uint32_t name)
{
	uint32_t local = key & 0xFFFFFF;

	return local == name ||
	    (key >> 24 == DOM_NS_SVG && local == ADJUST(svg_elements, name));
}

static enum step
end_tag(struct tree *t, struct token *token)
{
	uint32_t i = t->depth - 1;

	if (token->name == DOM_BR || token->name == DOM_P)
		return break_out(t, token);
	if (!has_tag_name(t->stack[i].key, token->name))
		tree_error(t, DOM_ERR_UNCLOSED_ELEMENTS, token);
	while (i > 0) {
		if (has_tag_name(t->stack[i].key, token->name)) {
			tree_pop_to(t, i);
			return DONE;
		}
		if (t->stack[--i].key >> 24 == DOM_NS_HTML)
			return tree_process_as(t, token, t->mode);
	}
	return DONE; /* a fragment */
}

/* 13.2.6.5 The rules for parsing tokens in foreign content. */
enum step
tree_foreign_content(struct tree *t, struct token *token)
{
	switch (token->type) {
	case TOKEN_NULL:
		tree_insert_text(
		    t, (struct dom_str){ "\xEF\xBF\xBD", 3 }, token->line);
		break;
	case TOKEN_TEXT: text(t, token); break;
	case TOKEN_COMMENT: tree_insert_comment(t, token); break;
	case TOKEN_DOCTYPE:
		tree_error(t, DOM_ERR_UNEXPECTED_DOCTYPE, token);
		break;
	case TOKEN_START: return start_tag(t, token);
	case TOKEN_END: return end_tag(t, token);
	case TOKEN_EOF: break;
	}
	return DONE;
}
