// test_card - a sound card for ALSA that stands in a file: one volume from 0 to 64, kept in VESTIBULE_TEST_VOLUME.
#include <alsa/asoundlib.h>
#include <alsa/control_external.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace {

constexpr const char* kName = "Master Playback Volume";

const char* file() {
    const char* name = std::getenv("VESTIBULE_TEST_VOLUME");
    return name != nullptr ? name : "";
}

int count(snd_ctl_ext_t*) {
    return 1;
}
int list(snd_ctl_ext_t*, unsigned, snd_ctl_elem_id_t* id) {
    snd_ctl_elem_id_set_interface(id, SND_CTL_ELEM_IFACE_MIXER);
    snd_ctl_elem_id_set_name(id, kName);
    return 0;
}
snd_ctl_ext_key_t find(snd_ctl_ext_t*, const snd_ctl_elem_id_t* id) {
    return std::strcmp(snd_ctl_elem_id_get_name(id), kName) == 0 ? 0 : SND_CTL_EXT_KEY_NOT_FOUND;
}
int attribute(snd_ctl_ext_t*, snd_ctl_ext_key_t, int* type, unsigned* access, unsigned* values) {
    *type = SND_CTL_ELEM_TYPE_INTEGER;
    *access = SND_CTL_EXT_ACCESS_READWRITE;
    *values = 2;
    return 0;
}
int range(snd_ctl_ext_t*, snd_ctl_ext_key_t, long* lowest, long* highest, long* step) {
    *lowest = 0, *highest = 64, *step = 1;
    return 0;
}
int read_volume(snd_ctl_ext_t*, snd_ctl_ext_key_t, long* value) {
    std::ifstream(file()) >> value[0];
    value[1] = value[0];
    return 0;
}
int write_volume(snd_ctl_ext_t*, snd_ctl_ext_key_t, long* value) {
    if (std::getenv("VESTIBULE_TEST_VOLUME_STUCK") != nullptr) return 0;
    std::ofstream(file()) << value[0];
    return 1;
}
int event(snd_ctl_ext_t*, snd_ctl_elem_id_t*, unsigned*) {
    return -EAGAIN;
}

snd_ctl_ext_callback_t callbacks() {
    snd_ctl_ext_callback_t all{};
    all.elem_count = count;
    all.elem_list = list;
    all.find_elem = find;
    all.get_attribute = attribute;
    all.get_integer_info = range;
    all.read_integer = read_volume;
    all.write_integer = write_volume;
    all.read_event = event;
    return all;
}
const snd_ctl_ext_callback_t kCallbacks = callbacks();
snd_ctl_ext_t card{};

}  // namespace

extern "C" {
// The names are those that ALSA looks for.
SND_CTL_PLUGIN_DEFINE_FUNC(vestibule) {
    (void)root, (void)conf;
    card.version = SND_CTL_EXT_VERSION;
    card.poll_fd = -1;
    card.callback = &kCallbacks;
    std::snprintf(card.id, sizeof card.id, "test");
    std::snprintf(card.name, sizeof card.name, "test card");
    const int error = snd_ctl_ext_create(&card, name, mode);
    if (error < 0) return error;
    *handlep = card.handle;
    return 0;
}
SND_CTL_PLUGIN_SYMBOL(vestibule);
}
