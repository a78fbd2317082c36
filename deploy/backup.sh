#!/bin/sh
# backup.sh FOLDER [KEEP]: back up the SQLite database, restore the copy elsewhere, derive every figure again there, and only
# then call it a backup. KEEP: how many to keep (30).
set -eu
folder=$1
keep=${2:-30}
house=$(cd "$(dirname "$0")/.." && pwd)
python=$house/.venv/bin/python
name=cockpit-$(date +%Y%m%d-%H%M%S).db
mkdir -p "$folder"
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
cd "$house"
"$python" manage.py backup "$folder/$name.new"
env -u COCKPIT_DATABASE_URL COCKPIT_DATA_DIR="$trial" COCKPIT_DEMO=0 "$python" manage.py restore "$folder/$name.new" --yes
env -u COCKPIT_DATABASE_URL COCKPIT_DATA_DIR="$trial" COCKPIT_DEMO=0 "$python" manage.py verify
mv "$folder/$name.new" "$folder/$name"
ls -1t "$folder"/cockpit-*.db | tail -n "+$((keep + 1))" | while read -r old; do rm -f "$old"; done
echo "备份完成，已恢复核对：$folder/$name"
