// sessions - the two kinds of picture-taking behind the Session interface.
#pragma once

#include "kiosk/capture/aside.hpp"
#include "kiosk/capture/capture.hpp"
#include "kiosk/capture/face.hpp"
#include "kiosk/capture/thresholds.hpp"

namespace vestibule::capture {

/// `focal_share`: of the frame's width.
std::unique_ptr<Session> make_document_session(Target target, std::shared_ptr<Aside> aside,
                                               float focal_share = limits::assumed_focal_share);
/// `colours`: the secret of the challenge by the screen's colours that follows the picture; nothing: there is none.
std::unique_ptr<Session> make_face_session(std::shared_ptr<FaceFinder> finder,
                                           std::optional<std::uint64_t> colours = std::nullopt);

}  // namespace vestibule::capture
