# pictures - what the display of the guest must show, drawn by the same programs on this machine; sourced by the tests.

# The shares of the installed kiosk, with the mark of a test kiosk where the image has it.
picture_begin() {
    DESTDIR="$work/tree" cmake --install "$build" --component kiosk --prefix /usr > "$work/install.log"
    if grep -qx 'test-keys yes' "$image.about"; then touch "$work/tree/usr/share/vestibule/test-kiosk"; fi
    mkdir -p "$work/picture-run" "$work/picture-state"
}

# picture_walk WORD...: "file:NAME" takes a picture, any other word is a key of xdotool's.
picture_walk() {
    # A network of its own: the services are out of reach, as they are for the guest.
    unshare -n "$BASH" -c '
        ip link set lo up 2> /dev/null
        exec 3> >(cat > "$0/display")
        Xvfb -displayfd 3 -screen 0 "$1x$2x24" -nolisten tcp > /dev/null 2>&1 &
        xvfb=$!
        exec 3>&-
        until [ -s "$0/display" ]; do kill -0 $xvfb || exit 1; sleep 0.1; done
        export DISPLAY=":$(cat "$0/display")" SDL_VIDEODRIVER=x11 SDL_FRAMEBUFFER_ACCELERATION=0
        "$3/usr/bin/vestibule" --window "$1x$2" --config "$3/etc/vestibule/vestibule.toml" \
            --profiles "$3/usr/share/vestibule/profiles" --runtime-dir "$0/picture-run" --state-dir "$0/picture-state" \
            > "$0/picture.log" 2>&1 &
        kiosk=$!
        sleep 4
        for word in "${@:4}"; do
            case "$word" in
                file:*) sleep 2; import -window root "$0/${word#file:}.ppm" ;;
                *) xdotool key "$word"; sleep 0.5 ;;
            esac
        done
        kill $kiosk; wait $kiosk; kill $xvfb; wait $xvfb; true
    ' "$work" "${width:-1280}" "${height:-800}" "$work/tree" "$@" || fail "the pictures could not be drawn"
}

# picture_notice CODE FILE: the notice of a kiosk that does not start.
picture_notice() {
    "$work/tree/usr/lib/vestibule/vestibule-out-of-service" "$work/tree/etc/vestibule/vestibule.toml" "$1" 1 \
        "$work/$2.ppm" "${width:-1280}" "${height:-800}" || fail "the notice could not be drawn"
}
