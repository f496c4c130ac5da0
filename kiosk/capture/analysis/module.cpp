// module - the one symbol of the analysis module, which alone carries OpenCV's readers of picture files.
#include <cstdio>

#include "kiosk/capture/analysis/analyst.hpp"

/// The caller owns the analyst. Null when it cannot be made; then `error` holds the sentence of why.
extern "C" __attribute__((visibility("default"))) vestibule::capture::Analyst* vestibule_make_analyst(
    const char* cascade_folder, char* error, size_t size) {
    auto analyst = vestibule::capture::make_analyst(cascade_folder);
    if (!analyst) {
        if (error != nullptr && size > 0) std::snprintf(error, size, "%s", analyst.error().sentence().c_str());
        return nullptr;
    }
    return analyst->release();
}
