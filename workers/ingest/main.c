#include "workers/ingest/step.h"

int
main(int argc, char **argv)
{
	return worker_main(argc, argv, &ingest_worker);
}
