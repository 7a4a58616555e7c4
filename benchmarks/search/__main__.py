from benchmarks.search.database import prepare
import sys, json
prepare()
from benchmarks.search import load
print(json.dumps(load.make(int(sys.argv[2]), load.PROFILES[sys.argv[3] if len(sys.argv)>3 else "short"]), indent=1))
