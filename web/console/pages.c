#include "web/console/inside.h"
#include "web/console/pages.h"

const enum query console_queries[] = {
	Q_SESSION_FIND, Q_SESSION_END, Q_FORM_USE,
	Q_SETTING_PUT,
	Q_SHOW_STRUGGLING,
	Q_NONE
};

const struct page page_table[] = {
	{ "/", "Pipeline", MAY_SEE,
	    pipeline_read, pipeline_html, pipeline_json },
	{ 0 }
};

const struct deed deed_table[] = {
	{ "/signout", MAY_SEE, signin_leave },
	{ "/pause", MAY_OPERATE, pipeline_pause },
	{ "/resume", MAY_OPERATE, pipeline_resume },
	{ 0 }
};
