# bundles - a site's bundles for the tests of the image, made as a facility makes them; sourced.
# The test sets `work`, `source` and `ctl` (a vestibulectl of this machine).

# settings FILE: those that ship, in Spanish first, so that a kiosk's picture tells that it has them; and a secret of theirs.
settings() {
    sed -e 's/^offered = .*/offered = ["es", "en"]/' -e "s/^name = .*/name = \"kept-from-everybody-$1\"/" \
        "$source/kiosk/device/vestibule.toml"
}
# bundle OUT SERIAL SITE KEYS [OPTION...]: KEYS.crt and KEYS.key sign it.
bundle() {
    local out="$1" serial="$2" site="$3" keys="$4"
    shift 4
    rm -rf "$work/settings"
    mkdir "$work/settings"
    settings "$serial" > "$work/settings/vestibule.toml"
    "$ctl" bundle create "$work/settings" --site "$site" --serial "$serial" --out "$work/unsigned" "$@" > /dev/null &&
        "$ctl" bundle sign "$work/unsigned" --certificate "$keys.crt" --key "$keys.key" --out "$out" > /dev/null ||
        fail "no bundle could be made"
    rm -rf "$work/settings" "$work/unsigned"
}

# with_site DISK: on its first partition a site's bundle with the settings that ship; without one a kiosk is set up first.
with_site() {
    local ctl="$build/bin/vestibulectl" signer="$image_folder/test-keys/site" esp
    [ -s "$signer.key" ] || skip "the image was made before it knew a site's signer: ./dev image makes it again"
    command -v mcopy > /dev/null || skip "mcopy is not installed (packages.txt)"
    settings() { cat "$source/kiosk/device/vestibule.toml"; }
    bundle "$work/site.bundle" 1 northside "$signer"
    esp="$1@@$(($(partx -o START,NAME -g "$1" | awk '/vestibule-esp/ {print $1}') * 512))"
    mcopy -i "$esp" "$work/site.bundle" ::/site.bundle
}
