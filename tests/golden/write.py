"""Write the golden records anew, on purpose: `make golden`, then read the difference before it is committed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.golden.examples import code_example, examples, golden_path

for example in examples():
    text = json.dumps(code_example(example), ensure_ascii=False, indent=1)
    golden_path(example).write_text(text + "\n", encoding="utf-8")
