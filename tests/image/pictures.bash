# pictures - what the display of the guest must show, drawn by the same programs on this machine; sourced by the tests.

# The shares of the installed kiosk, with the mark of a test kiosk where the image has it.
picture_begin() {
    DESTDIR="$work/tree" cmake --install "$build" --component kiosk --prefix /usr > "$work/install.log"
    if grep -qx 'test-keys yes' "$image.about"; then touch "$work/tree/usr/share/vestibule/test-kiosk"; fi
}

# services FOLDER: the stand-in services, the same codes each time; its number in $services.
services() {
    "$build/bin/vestibule-sandbox" --directory "$1" --templates "$source" --port-base 7440 --seed 7 \
        --search-seconds 3 > "$1.log" 2>&1 &
    services=$!
    local until=$((SECONDS + 30))
    until [ -s "$1/sandbox.json" ]; do
        kill -0 "$services" 2> /dev/null || { cat "$1.log" >&2; fail "the stand-in services ended"; }
        [ "$SECONDS" -lt "$until" ] || fail "no stand-in services"
        sleep 0.1
    done
}

# approve FOLDER: what the patient does on their own phone, as soon as a code waits.
approve() {
    local code="" until=$((SECONDS + 120))
    until [ -n "$code" ]; do
        code="$(curl -sS --fail --unix-socket "$1/control.sock" http://control/codes | tr -d '[]"' | cut -d, -f1)"
        [ "$SECONDS" -lt "$until" ] || fail "no code waits for a phone"
        sleep 0.5
    done
    curl -sS --fail --unix-socket "$1/control.sock" -o /dev/null http://control/phone \
        -d "{\"user_code\":\"$code\",\"decision\":\"verify\",\"email\":\"returning@example.org\"}"
}

# code FOLDER email|phone: the newest code that the services sent there.
code() {
    curl -sS --fail --unix-socket "$1/control.sock" http://control/outbox | tr '{' '\n' | grep "\"channel\":\"$2\"" |
        tail -n 1 | sed 's/.*"code":"\([^"]*\)".*/\1/'
}

# picture_walk WORD...: "see:NAME" takes a picture once it stands still, "phone" decides on the phone, "tap:X,Y" is a
# finger, "type:TEXT" a keyboard, "code:email" and "code:phone" what the services sent, "again" the next visit, any other
# word a key of xdotool's. With `with_services` the kiosk speaks with the stand-in services, else with nobody.
picture_walk() {
    rm -rf "$work/picture"
    mkdir -p "$work/picture/run" "$work/picture/state"
    # A network of its own: nothing else is in reach, and the ports are free.
    export -f picture_kiosk picture_display picture_settled services approve code fail
    export work build source name width height with_services films
    unshare -n "$BASH" -euc 'picture_kiosk "$@"' picture "$@" || fail "the pictures could not be drawn"
}

# A display of its own, $DISPLAY, whose process is $xvfb.
picture_display() {
    Xvfb -displayfd 3 -screen 0 "${width:-1280}x${height:-800}x24" -nolisten tcp 3> "$work/picture/display" \
        > /dev/null 2>&1 &
    xvfb=$!
    until [ -s "$work/picture/display" ]; do kill -0 "$xvfb"; sleep 0.1; done
    export DISPLAY=":$(cat "$work/picture/display")" SDL_VIDEODRIVER=x11 SDL_FRAMEBUFFER_ACCELERATION=0
}
# picture_settled NAME: two looks that are alike.
picture_settled() {
    local before=none
    until [ "$(md5sum "$work/picture/look.ppm" 2> /dev/null)" = "$before" ]; do
        before="$(md5sum "$work/picture/look.ppm" 2> /dev/null || true)"
        sleep 1.5
        import -window root -depth 8 "$work/picture/look.ppm"
    done
    cp "$work/picture/look.ppm" "$work/$1.ppm"
}
picture_kiosk() {
    local options=() xvfb kiosk word services="" config="$work/picture/vestibule.toml"
    ip link set lo up
    if [ "${with_services:-}" = yes ]; then
        services "$work/picture/site"
        options=(--profiles "$work/picture/site/profiles" --ca-file "$work/picture/site/ca.pem"
            --client-certificate "$work/picture/site/kiosk.pem" --client-key "$work/picture/site/kiosk.key")
    else
        options=(--profiles "$work/tree/usr/share/vestibule/profiles")
    fi
    sed -e '' ${films:+-e 's|^document = .*|document = "file:'"$films"'/document.avi"|'} \
        ${films:+-e 's|^face = .*|face = "file:'"$films"'/face.avi"|'} "$work/tree/etc/vestibule/vestibule.toml" > "$config"
    picture_display
    "$work/tree/usr/bin/vestibule" --window "${width:-1280}x${height:-800}" \
        --config "$config" --runtime-dir "$work/picture/run" \
        --state-dir "$work/picture/state" "${options[@]}" > "$work/picture/kiosk.log" 2>&1 &
    kiosk=$!
    sleep 6
    for word in "$@"; do
        case "$word" in
            see:*)
                picture_settled "${word#see:}"
                ;;
            phone) approve "$work/picture/site"; sleep 8 ;;
            type:*) xdotool type --delay 60 "${word#type:}"; sleep 0.4 ;;
            code:*) xdotool type --delay 60 "$(code "$work/picture/site" "${word#code:}")"; sleep 0.4 ;;
            wait:*) sleep "${word#wait:}" ;;
            again) wait "$kiosk" || true
                "$work/tree/usr/bin/vestibule" --window "${width:-1280}x${height:-800}" \
                    --config "$config" --runtime-dir "$work/picture/run" \
                    --state-dir "$work/picture/state" "${options[@]}" >> "$work/picture/kiosk.log" 2>&1 &
                kiosk=$!
                # Until it draws the display is of one colour.
                until import -window root -depth 8 "$work/picture/look.ppm" &&
                    [ "$(identify -format %k "$work/picture/look.ppm")" -gt 1 ]; do
                    sleep 0.5
                done
                ;;
            tap:*) xdotool mousemove --sync $(tr , ' ' <<< "${word#tap:}") click 1; sleep 0.4 ;;
            *) xdotool key "$word"; sleep 0.4 ;;
        esac
    done
    kill "$kiosk" "$xvfb" ${services:+"$services"} 2> /dev/null
    wait
}

# picture_setup NAME: what a kiosk shows that nobody has set up.
picture_setup() {
    rm -rf "$work/picture"
    mkdir -p "$work/picture/run" "$work/picture/state"
    export work build name width height
    export -f picture_of_setup picture_display picture_settled
    unshare -n "$BASH" -euc 'picture_of_setup "$@"' picture "$1" || fail "the picture of set-up could not be drawn"
}
picture_of_setup() {
    local xvfb kiosk
    picture_display
    "$work/tree/usr/bin/vestibule" --mode setup --window "${width:-1280}x${height:-800}" \
        --config "$work/tree/etc/vestibule/vestibule.toml" --runtime-dir "$work/picture/run" \
        --state-dir "$work/picture/state" > "$work/picture/kiosk.log" 2>&1 &
    kiosk=$!
    sleep 6
    picture_settled "$1"
    kill "$kiosk" "$xvfb" 2> /dev/null
    wait
}

# picture_notice CODE NAME: the notice of a kiosk that does not start.
picture_notice() {
    "$work/tree/usr/lib/vestibule/vestibule-out-of-service" "$work/tree/etc/vestibule/vestibule.toml" "$1" 1 \
        "$work/$2.ppm" "${width:-1280}" "${height:-800}" || fail "the notice could not be drawn"
}
