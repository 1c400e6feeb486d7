#include "workers/assessment/step.h"

int
main(int argc, char **argv)
{
	return worker_main(argc, argv, &assessment_worker);
}
