// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/inspector/artplacement.h"
#include "ui/page/inspector/sections.h"
#include "ui/widgets/numberfield.h"

#include <QAbstractItemModel>
#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace koma {
namespace {

/// Below this share of the page's resolution the print shows it; the reading check says the same.
constexpr double kLeastShareOfDpi = 0.67;
constexpr double kLeastCrop = 0.01; ///< this much of a picture stays

class ArtSection : public ContentSection<ArtLayer>
{
    Q_DECLARE_TR_FUNCTIONS(koma::ArtSection)

public:
    ArtSection(PageSelection &selection, const StyleChoices &styles, QWidget *parent)
        : ContentSection(selection, ObjectKind::Art, tr("Picture"), parent), m_styles(styles)
    {
        addStyle();
        addStyleParameters();
        addPlacement();
        addCrop();
        addResolution();
    }

private:
    void addStyle()
    {
        if (m_styles.model == nullptr)
            return;
        auto *box = new QComboBox(this);
        constexpr QSize kThumbnail(32, 24);
        box->setIconSize(kThumbnail);
        box->setModel(m_styles.model);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(8);
        // Long names of styles must not make the inspector wide.
        box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        addRow(tr("Style"), box);
        connect(box, &QComboBox::activated, this, [this, box] {
            const QString id = box->currentData(m_styles.idRole).toString();
            change([&](ArtLayer &art) { art.style.styleId = id; }, m_styleGesture.ofEditNow());
        });
        const auto binding = bound([](auto &art) -> auto & { return art.style.styleId; });
        const auto show = [this, box, binding] {
            const auto shared = sharedValue(binding.values());
            box->setCurrentIndex(shared ? rowOfStyle(*shared) : -1);
            box->setPlaceholderText(shared ? tr("%1 (not here)").arg(*shared) : tr("Different"));
        };
        onRefresh(show);
        connect(m_styles.model, &QAbstractItemModel::modelReset, this, show);
        connect(m_styles.model, &QAbstractItemModel::rowsInserted, this, show);
    }

    [[nodiscard]] int rowOfStyle(const QString &id) const
    {
        for (int row = 0; row < m_styles.model->rowCount(); ++row) {
            if (m_styles.model->index(row, 0).data(m_styles.idRole).toString() == id)
                return row;
        }
        return -1;
    }

    void addStyleParameters()
    {
        const QList<QWidget *> rows{
            addSlider(
                {.name = tr("Strength"),
                 .toolTip = tr("How much of the drawing lies over the picture."),
                 .suffix = tr(" %")},
                scaled(bound([](auto &art) -> auto & { return art.style.strength; }), kPercent)),
            addSlider({.name = tr("Stroke scale"),
                       .toolTip = tr("How thick the strokes are; 1 is the page's own."),
                       .suffix = tr(" ×"),
                       .minimum = 0.25,
                       .maximum = 4.0,
                       .standard = 1.0,
                       .decimals = 2,
                       .scale = SliderRow::Scale::Logarithmic},
                      bound([](auto &art) -> auto & { return art.style.strokeScale; })),
            addCheck(tr("Keep colours"),
                     tr("Colours of the picture under the lines of the drawing."),
                     bound([](auto &art) -> auto & { return art.style.keepsColours; }))};
        onRefresh([this, rows] {
            const QList<const PageObject *> all = objects();
            const bool hasStyle = std::any_of(all.begin(), all.end(), [](const PageObject *object) {
                return !object->as<ArtLayer>()->style.styleId.isEmpty();
            });
            for (QWidget *row : rows)
                row->setEnabled(hasStyle);
        });
    }

    [[nodiscard]] RectPt coveredBy(ObjectId art) const
    {
        const Page *on = document().page(document().pageOf(art));
        return on != nullptr ? boxToCover(*on, art) : RectPt{};
    }

    void addPlacement()
    {
        const Binding<double> zoom = placed<double>(
            [this](const PageObject &object) {
                return coverZoom(*object.as<ArtLayer>(), coveredBy(object.id));
            },
            [this](const PageObject &object, ArtLayer &art, const double &value) {
                setCoverZoom(art, coveredBy(object.id), value);
            });
        addSlider({.name = tr("Zoom"),
                   .toolTip = tr("At 100 % the picture just covers its panel."),
                   .suffix = tr(" %"),
                   .minimum = 10.0,
                   .maximum = 1000.0,
                   .decimals = 1,
                   .scale = SliderRow::Scale::Logarithmic},
                  scaled(zoom, kPercent));
        addCheck(tr("Mirrored"), tr("Left and right of the picture change places."),
                 bound([](auto &art) -> auto & { return art.isMirrored; }));
        auto *fit = new QPushButton(tr("Fit to panel"), this);
        fit->setToolTip(tr("Cover the panel, or the page, with the middle of the picture."));
        addWide(fit);
        connect(fit, &QPushButton::clicked, this, [this] {
            const auto cover = [this](ObjectId id, ObjectContent &content) {
                coverBox(std::get<ArtLayer>(content), coveredBy(id));
            };
            push(changeObjectsById(document(), targets(), cover));
        });
    }

    NumberField *cropField(const QString &name, double CropFractions::*edge, bool isFarEdge)
    {
        const auto get = [=](const ArtLayer &art) {
            const double at = art.crop.*edge;
            return isFarEdge ? 1.0 - at : at;
        };
        const auto set = [=](ArtLayer &art, const double &cut) {
            CropFractions crop = art.crop;
            crop.*edge = isFarEdge ? 1.0 - cut : cut;
            if (isFarEdge) {
                crop.right = std::max(crop.right, crop.left + kLeastCrop);
                crop.bottom = std::max(crop.bottom, crop.top + kLeastCrop);
            } else {
                crop.left = std::min(crop.left, crop.right - kLeastCrop);
                crop.top = std::min(crop.top, crop.bottom - kLeastCrop);
            }
            setCrop(art, crop);
        };
        return makeNumber({.name = name, .suffix = tr(" %"), .maximum = 99.0, .decimals = 1},
                          scaled(computed<double>(get, set), kPercent));
    }

    void addCrop()
    {
        addPair(tr("Crop ← →"), cropField(tr("Crop from the left"), &CropFractions::left, false),
                cropField(tr("Crop from the right"), &CropFractions::right, true));
        addPair(tr("Crop ↑ ↓"), cropField(tr("Crop from the top"), &CropFractions::top, false),
                cropField(tr("Crop from the bottom"), &CropFractions::bottom, true));
    }

    void addResolution()
    {
        auto *label = new QLabel(this);
        label->setAccessibleName(tr("Resolution"));
        label->setWordWrap(true);
        addWide(label);
        onRefresh([this, label] {
            double lowest = 0.0;
            for (const PageObject *object : objects()) {
                const double dpi = resolutionDpi(*object->as<ArtLayer>());
                lowest = lowest > 0.0 ? std::min(lowest, dpi) : dpi;
            }
            showResolution(*label, lowest);
        });
    }

    void showResolution(QLabel &label, double dpi) const
    {
        const int pageDpi = page() != nullptr ? page()->properties.setup.dpi : 0;
        const bool isLow = dpi < kLeastShareOfDpi * pageDpi;
        const QString numbers = tr("%1 dpi of the page's %2").arg(std::lround(dpi)).arg(pageDpi);
        label.setText(isLow ? tr("%1: it will look coarse in print.").arg(numbers) : numbers);
        label.setObjectName(isLow ? QStringLiteral("warningText") : QStringLiteral("mutedText"));
        // The style sheet looks at names only when it is asked to.
        label.style()->unpolish(&label);
        label.style()->polish(&label);
    }

    StyleChoices m_styles;
    GestureOfInteraction m_styleGesture;
};

} // namespace

ObjectSection *makeArtSection(PageSelection &selection, const StyleChoices &styles, QWidget *parent)
{
    return new ArtSection(selection, styles, parent);
}

} // namespace koma
