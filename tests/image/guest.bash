# guest - a machine for the image: UEFI with Secure Boot, a TPM, a display; sourced by the tests of the image.
# The test sets `build` (build/release) and `name`; it calls `guest_begin`, then `guest_start DISK`.

skip() { echo "skipped: $1"; exit 77; }
fail() {
    echo "$name: $1" >&2
    if [ -S "$work/qmp" ]; then
        qmp screen "$work/last.ppm" && convert "$work/last.ppm" "$build/image-$name-failed.png" &&
            echo "$name: the display is in $build/image-$name-failed.png" >&2
        guest_says > "$build/image-$name-failed.log" && echo "$name: its log is in $build/image-$name-failed.log" >&2
    fi
    [ ! -s "$work/serial.log" ] || tail -30 "$work/serial.log" >&2
    exit 1
}
# Nobody logs in to a kiosk: what its system's log holds is read out of the machine's memory. The order is that of the pages.
guest_says() {
    qmp memory "$work/memory" && grep -aoE '(MESSAGE|UNIT)=[ -~]{3,}' "$work/memory" | awk '!seen[$0]++'
    rm -f "$work/memory"
}
good() { echo "ok: $1 ($SECONDS s)"; }
now_ms() { date +%s%3N; }

# guest_begin [FILE...]: what is needed is there, the image is made; a folder, and its end.
guest_begin() {
    [ "${VESTIBULE_LONG:-}" = 1 ] || skip "an emulated machine takes minutes; ./dev test --long image"
    local program
    for program in qemu-system-x86_64 swtpm convert import Xvfb; do
        command -v "$program" > /dev/null || skip "$program is not installed (packages.txt, section image)"
    done
    image="${VESTIBULE_IMAGE:-$build/../image/vestibule-${profile:-kiosk}-amd64}"
    image_folder="$(dirname "$image")"
    [ -s "$image.disk.raw" ] || skip "no image is there: ./dev image makes it"
    # Short, because the names of sockets are.
    work="$(mktemp -d /tmp/vestibule-image.XXXXXX)"
    qemu="" tpm=""
    # A build beside a long test must not take its tools away.
    cp "$build/bin/vestibule-qmp" "$build/bin/vestibule-image-search" "$work/"
    trap guest_end EXIT
    cat "$image.about"
}

guest_stop() {
    if [ -n "$qemu" ]; then kill -KILL "$qemu" 2> /dev/null || true; wait "$qemu" 2> /dev/null || true; qemu=""; fi
    if [ -n "$tpm" ]; then kill -TERM "$tpm" 2> /dev/null || true; wait "$tpm" 2> /dev/null || true; tpm=""; fi
    rm -f "$work/qmp"
    return 0
}
guest_end() {
    set +e
    guest_stop
    rm -rf "$work"
}

qmp() { "$work/vestibule-qmp" "$work/qmp" "$@"; }

# guest_start DISK [OPTION...]: power on. The firmware's memory and the TPM's are the folder's, and stay.
guest_start() {
    local disk="$1" until
    shift
    if [ ! -e "$work/vars.fd" ]; then
        # A firmware that image.boot has given the keys already saves a start; without keys it is as from the factory.
        local from=/usr/share/OVMF/OVMF_VARS_4M.fd
        if [ "${enrolled:-}" = yes ] && [ "$image_folder/enrolled.vars" -nt "$image_folder/test-keys/db.auth" ]; then
            from="$image_folder/enrolled.vars"
        fi
        cp "$from" "$work/vars.fd"
    fi
    local with_tpm=()
    if [ "${without_tpm:-}" != yes ]; then
        mkdir -p "$work/tpm"
        swtpm socket --tpm2 --tpmstate "dir=$work/tpm" --ctrl "type=unixio,path=$work/tpm.sock" --flags startup-clear \
            > "$work/tpm.log" 2>&1 &
        tpm=$!
        until=$((SECONDS + 10))
        until [ -S "$work/tpm.sock" ]; do [ "$SECONDS" -lt "$until" ] || fail "no TPM"; sleep 0.1; done
        with_tpm=(-chardev "socket,id=tpm,path=$work/tpm.sock" -tpmdev emulator,id=tpm0,chardev=tpm
            -device tpm-crb,tpmdev=tpm0)
    fi
    # A machine that counts its own instructions is slow where this one is busy, but never late: what waits for a
    # deadline in it meets no other one than on a quiet day. It falls behind the services' clock, so it begins ahead.
    local speed=(-accel tcg,thread=multi,tb-size=1024)
    if [ "${own_time:-}" = yes ]; then
        speed=(-accel tcg,thread=single,tb-size=1024 -icount shift=0
            -rtc "base=$(date -u -d '+9 minutes' +%Y-%m-%dT%H:%M:%S),clock=vm")
    fi
    # It reaches nothing but what a test hands in, and nothing reaches it.
    qemu-system-x86_64 -machine q35,smm=on "${speed[@]}" -cpu max -smp 2 -m "${memory:-1536}" \
        -global driver=cfi.pflash01,property=secure,value=on -nodefaults \
        -drive if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.secboot.fd \
        -drive "if=pflash,format=raw,unit=1,file=$work/vars.fd" \
        -drive "if=none,id=disk,format=raw,file=$disk" -device virtio-blk-pci,drive=disk,bootindex=1 \
        -device "virtio-gpu-pci,xres=${width:-1280},yres=${height:-800}" -display none \
        -device virtio-rng-pci -nic "${network:-user,restrict=on,model=virtio-net-pci}" \
        -qmp "unix:$work/qmp,server=on,wait=off" -serial "file:$work/serial.log" \
        ${with_tpm[@]+"${with_tpm[@]}"} "$@" > "$work/qemu.log" 2>&1 &
    qemu=$!
    powered_ms="$(now_ms)"
    until=$((SECONDS + 20))
    until [ -S "$work/qmp" ]; do
        kill -0 "$qemu" 2> /dev/null || { cat "$work/qemu.log" >&2; fail "QEMU ended"; }
        [ "$SECONDS" -lt "$until" ] || fail "QEMU does not answer"
        sleep 0.1
    done
}

# shows PICTURE SECONDS WHAT [PER_MILLE [X Y W H]]: waits until the display, or this part of it, looks like this.
shows() {
    local until=$((SECONDS + $2)) wrong=1000
    while [ "$SECONDS" -lt "$until" ]; do
        kill -0 "$qemu" 2> /dev/null || { cat "$work/qemu.log" >&2; fail "QEMU ended: $3"; }
        wrong="$(qmp looks "$work/now.ppm" "$1" "${@:5}")"
        if [ "$wrong" -le "${4:-5}" ]; then shown_ms="$(now_ms)"; return 0; fi
        sleep 0.5
    done
    fail "the display never showed $3 ($wrong of 1000 pixels differ)"
}
