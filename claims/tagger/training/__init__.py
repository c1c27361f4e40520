"""How the tagger is trained. No part of what is installed: `pip install -e '.[train]'`, then `python -m claims.tagger.training.train OUT`."""
