# patient - a patient at the guest's kiosk: services outside of it, keys and fingers, and what is left of them afterwards;
# sourced after guest and pictures. The test sets `patient`, what to look for, `must_be`, the kinds of it that a visit
# has in memory, and `films`, what the cameras on the guest's USB are to see.

# patient_begin: a disk of its own, and a way out of the machine: one process a connection, to this loopback alone.
patient_begin() {
    trap 'kill ${services:-} "${cameras[@]}" 2> /dev/null; guest_end' EXIT
    cp --sparse=always "$image.disk.raw" "$work/disk.raw"
    cat > "$work/way" <<'TEXT'
#!/bin/bash
exec 3<> "/dev/tcp/127.0.0.1/$1"
cat <&3 & answers=$!
cat >&3
kill "$answers"
TEXT
    chmod +x "$work/way"
    network="user,restrict=on,model=virtio-net-pci"
    local port
    for port in 7440 7441 7442 7443; do network+=",guestfwd=tcp:10.0.2.100:$port-cmd:$work/way $port"; done
}
# New certificates and the first code again; a disk of their own brings them into the machine.
begin_services() {
    [ -z "${services:-}" ] || { kill "$services"; wait "$services" || true; }
    rm -rf "$work/site"
    services "$work/site"
    sed -e 's|^profiles = .*|profiles = "/run/vestibule-site/profiles"|' \
        -e 's|^ca_file = .*|ca_file = "/run/vestibule-site/ca.pem"|' \
        -e 's|^client_certificate = .*|client_certificate = "/run/vestibule-site/kiosk.pem"|' \
        -e 's|^client_key = .*|client_key = "/run/vestibule-site/kiosk.key"|' \
        ${films:+-e 's|^document = .*|document = "v4l2:port=1-1,serial=document"|'} \
        ${films:+-e 's|^face = .*|face = "v4l2:port=1-2,serial=face"|'} \
        "$work/tree/etc/vestibule/vestibule.toml" > "$work/site/vestibule.toml"
    tar --create --file="$work/site.tar" --directory="$work/site" --mode=a+rX --exclude=control.sock \
        --exclude=sandbox.json .
}

# camera_plug NAME: a webcam with that film; QEMU finds it within a second.
declare -A cameras=()
camera_plug() {
    local until=$((SECONDS + 20))
    "$work/vestibule-usb-camera" "$work/$1.usb" "$films/$1.avi" "$1" 2> "$work/$1.log" &
    cameras[$1]=$!
    until [ -S "$work/$1.usb" ]; do [ "$SECONDS" -lt "$until" ] || fail "no camera $1: $(cat "$work/$1.log")"; sleep 0.1; done
}

# start: power on, with the services of this run in reach.
start() {
    local usb=() port=0 of
    begin_services
    rm -f "$work"/touch.{in,out}
    mkfifo "$work"/touch.{in,out}
    if [ -n "${films:-}" ]; then
        cp "$build/bin/vestibule-usb-camera" "$work/"
        usb=(-device qemu-xhci,id=usb)
        for of in document face; do
            camera_plug "$of"
            usb+=(-chardev "socket,id=$of,path=$work/$of.usb,reconnect=1"
                -device "usb-redir,bus=usb.0,port=$((++port)),chardev=$of")
        done
    fi
    guest_start "$work/disk.raw" -drive "if=none,id=site,format=raw,readonly=on,file=$work/site.tar" \
        -device virtio-blk-pci,drive=site,serial=site -device virtio-serial-pci \
        -chardev "pipe,id=touch,path=$work/touch" -device virtserialport,chardev=touch,name=touch \
        ${usb[@]+"${usb[@]}"}
}
keys() { qmp keys $(tr 'A-Z+' 'a-z-' <<< "$*" | sed 's/return/ret/g'); }
# types TEXT: on a keyboard.
types() {
    local i keys=() letter
    for ((i = 0; i < ${#1}; ++i)); do
        letter="${1:i:1}"
        case "$letter" in
            "@") keys+=(shift-2) ;; .) keys+=(dot) ;; " ") keys+=(spc) ;;
            [A-Z]) keys+=("shift-${letter,}") ;; *) keys+=("$letter") ;;
        esac
    done
    qmp keys "${keys[@]}"
}
# fingers_begin: the touch screen is plugged in while the kiosk runs, which then has a moment to take it.
fingers_begin() {
    local said=""
    read -r -t 600 said < "$work/touch.out" && [ "$said" = ready ] || fail "no touch screen in the guest"
    sleep 5
}
# finger X,Y: on the display of 1280x800.
finger() { echo "tap $((${1%,*} * 10000 / 1280)) $((${1#*,} * 10000 / 800))" > "$work/touch.in"; }
# search FILE: how often each kind of thing is found; the status says whether anything is.
search() { "$work/vestibule-image-search" "$1" "${patient[@]}"; }
# in_memory yes|no WHEN: whether the patient must be, or must not be, in the memory of the whole machine.
in_memory() {
    local found=yes kind
    qmp memory "$work/memory"
    search "$work/memory" > "$work/found" && found=no
    rm "$work/memory"
    cat "$work/found"
    if [ "$1" = no ] && [ "$found" = yes ]; then fail "$2 the patient is still in the machine's memory"; fi
    for kind in "${must_be[@]}"; do
        [ "$1" = no ] || grep -qE "^total $kind [1-9]" "$work/found" || fail "$2 no $kind in the memory: this proves nothing"
    done
    good "$2 the patient in the machine's memory: $1"
}
# on_disk WHEN: nothing of the patient may be.
on_disk() {
    guest_stop
    search "$work/disk.raw" || fail "$1 the patient is on the disk"
    good "$1 nothing of the patient on the disk"
}
