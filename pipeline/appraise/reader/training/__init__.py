"""How the reader was trained. Outside the wheel; needs the `train` extra and the benchmarks' folder.

python -m pipeline.appraise.reader.training.train OUT
"""
