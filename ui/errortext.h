// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

namespace koma {

/// What the user was doing when it failed; names the trouble better than the kind alone.
enum class Activity {
    Opening,
    Drawing,
    Exporting,
    Sharing,
    LoadingStyle,
    Training,
    History, ///< of training runs
    ImportingStyle,
    OpeningComic,
    SavingComic,
    ImportingPages,
    ExportingComic,
    Recovering, ///< a comic after a crash
    Journal,    ///< what recovers it
};

/// A failure in the user's language: what happened, why, and what to do.
struct ErrorText
{
    QString title;
    QString explanation;
    QString nextStep;
};

ErrorText errorText(const Error &error, Activity activity);

} // namespace koma
