// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/docks/layers/layernames.h"

#include <QCoreApplication>

namespace koma {
namespace {

constexpr qsizetype kMostNameLetters = 40;

const char *englishKindName(const PageObject &object)
{
    switch (object.kind()) {
    case ObjectKind::Panel:
        return QT_TRANSLATE_NOOP("Layers", "Panel");
    case ObjectKind::Art:
        return QT_TRANSLATE_NOOP("Layers", "Picture");
    case ObjectKind::Balloon:
        return object.as<Balloon>()->kind == BalloonKind::Caption
                   ? QT_TRANSLATE_NOOP("Layers", "Caption")
                   : QT_TRANSLATE_NOOP("Layers", "Balloon");
    case ObjectKind::Text:
        return QT_TRANSLATE_NOOP("Layers", "Text");
    case ObjectKind::Tone:
        return QT_TRANSLATE_NOOP("Layers", "Tone");
    case ObjectKind::SpeedLines:
        return object.as<SpeedLines>()->kind == SpeedLineKind::Focus
                   ? QT_TRANSLATE_NOOP("Layers", "Focus lines")
                   : QT_TRANSLATE_NOOP("Layers", "Speed lines");
    case ObjectKind::Ink:
        return QT_TRANSLATE_NOOP("Layers", "Ink");
    case ObjectKind::Mask:
        return QT_TRANSLATE_NOOP("Layers", "Mask");
    case ObjectKind::Group:
        return QT_TRANSLATE_NOOP("Layers", "Group");
    }
    return "";
}

} // namespace

QString layerKindName(const PageObject &object)
{
    return QCoreApplication::translate("Layers", englishKindName(object));
}

QString layerIconName(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Panel:
        return QStringLiteral("layer-panel");
    case ObjectKind::Art:
        return QStringLiteral("picture");
    case ObjectKind::Balloon:
        return QStringLiteral("layer-balloon");
    case ObjectKind::Text:
        return QStringLiteral("layer-text");
    case ObjectKind::Tone:
        return QStringLiteral("layer-tone");
    case ObjectKind::SpeedLines:
        return QStringLiteral("layer-speedlines");
    case ObjectKind::Ink:
        return QStringLiteral("layer-ink");
    case ObjectKind::Mask:
        return QStringLiteral("layer-mask");
    case ObjectKind::Group:
        return QStringLiteral("layer-group");
    }
    return {};
}

QString ownLayerName(const PageObject &object)
{
    if (!object.properties.name.isEmpty())
        return object.properties.name;
    const auto *text = object.as<TextBlock>();
    if (text == nullptr)
        return {};
    const QString words = plainText(*text).simplified();
    if (words.size() <= kMostNameLetters)
        return words;
    return words.first(kMostNameLetters - 1).trimmed() + QChar(0x2026);
}

QString blendModeName(BlendMode mode)
{
    switch (mode) {
    case BlendMode::Normal:
        return QCoreApplication::translate("Layers", "Normal");
    case BlendMode::Multiply:
        return QCoreApplication::translate("Layers", "Multiply");
    case BlendMode::Screen:
        return QCoreApplication::translate("Layers", "Screen");
    }
    return {};
}

} // namespace koma
