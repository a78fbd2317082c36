"""Checked before the server starts: `python -m data_access.preflight --port 8501`."""

from __future__ import annotations

import argparse
import socket
import sys

from data_access.errors import SettingsError

ADDRESS = "127.0.0.1"


def require_free_port(port: int) -> None:
    """Streamlit would only say in English that the port is not available."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server itself binds
        try:
            probe.bind((ADDRESS, port))
        except (OSError, OverflowError) as fault:
            raise SettingsError(
                what=f"端口 {port} 不能使用（已被占用或不允许）。",
                remedy=f"驾驶舱可能已在运行，请先打开 http://{ADDRESS}:{port} 看一看；否则换一个端口，例如：make run PORT=8600",
            ) from fault


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    try:
        require_free_port(parser.parse_args().port)
    except SettingsError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
