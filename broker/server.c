#include "base/log.h"
#include "broker/reader.h"
#include "broker/server.h"
#include "broker/tallies.h"

struct db *
server_open(const struct store_conf *conf, struct err *e)
{
	static const enum query	 own[] = { Q_NODE_PUT, Q_ASIDE_PUT,
		Q_QUARANTINE_PUT, Q_LEASE_HOLD, Q_LEASE_YIELD,
		Q_STAGE_SETTING_NEWEST, Q_CLOCK_DUE, Q_NONE };
	const enum query *const	 lists[] = { own, reader_statements,
		tallies_statements };
	enum query		 all[Q_COUNT + 1];
	struct db		*db;
	size_t			 i, k, n = 0;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (k = 0; lists[i][k] != Q_NONE; k++)
			all[n++] = lists[i][k];
	all[n] = Q_NONE;
	db = db_open(conf->conninfo, "broker", all, conf->idle, conf->arg, e);
	if (db != NULL && db_walk_keys(db, e) != 0)
		db_close(&db);
	if (db != NULL)
		db_count_into(db, conf->count);
	return db;
}

int
server_greet(struct db *db, const struct store_conf *conf, struct params *p)
{
	struct rows	*rows;
	struct err	 e;
	int		 known;

	params_reset(p);
	params_text(p, conf->instance);
	params_text(p, "broker");
	params_text(p, conf->name);
	params_text(p, SIXTHKEY_VERSION);
	rows = db_run(db, Q_NODE_PUT, p, NULL, &e);
	known = rows != NULL;
	if (!known)
		LOG(WARN, "could not write the node row",
		    LOG_TEXT("error", e.text));
	rows_free(&rows);
	return known;
}
